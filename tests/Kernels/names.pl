#!/usr/bin/perl
# names.pl BTF FORMATS... - what the bare identifiers in the print fmt of FORMATS are, told by the type information of the
# running kernel and its modules (BTF: a folder, /sys/kernel/btf). A line each; what lines: docs/design/fixtures.md.
use strict; use warnings;
my ($folder, @formats) = @ARGV;

# 1. the identifiers: outside of texts, no members, no functions, no variables of a statement's own
my %c = map {$_ => 1} qw(REC p const volatile unsigned signed int long short char void sizeof typeof struct union enum static
  __attribute__ __builtin_choose_expr __builtin_types_compatible_p switch case default break if else for while do return inline register auto);
my (%want, %tag);    # name => the modules whose events name it ('' the kernel), and "struct name" and the like
my %module; if (open my $in, '<', '/proc/kallsyms') { while (<$in>) { $module{$1}{$2} = 1 if /^\S+ \w event_(\w+)\t\[(\w+)\]/ } }
for my $file (@formats) {
  open my $in, '<', $file or die "$file: $!\n";
  my $all = do {local $/; <$in>};
  while ($all =~ m{^# [^/\n]+/([^\n]+)\n(.*?)(?=^# |\z)}gms) {
    my @owner = $module{$1} ? keys %{$module{$1}} : ''; local $_ = $2;
    my %field = reverse /^\tfield:((?:struct|union) \w+) (\w+)(?:\[\w*\])?;/gm;
    s/.*^print fmt: "//ms or next;
    # neither quotes nor newlines in the text are escaped: it ends where the quotes behind it are paired
    while (/"(?=,|\s*\z)/g) { my $rest = substr $_, pos; my $quotes = () = $rest =~ s/\\.|'"'//gr =~ /"/g; next if $quotes % 2; $_ = $rest; last }
    s/"(?:[^"\\]|\\.)*"/ ""/g; s/'(?:[^'\\]|\\.)+'/ 0/g;
    s/\b__(?:get_\w+|print_dynamic_array)\(\w+/ 0(/g;              # a field, not a name
    for (/\bREC->(\w+)(?:\[[^\]]*\])?\./g) { $tag{$field{$_}} = 1 if $field{$_} }
    my %own;
    $own{$1} = 1 while /[\w*] [*]*(\w+)(?:\[\w*\])?(?= = | ?;)/g;     # declared in ({ }): "union x role;", "const char *p = "
    while (/(->\s*|\.\s*)?\b([A-Za-z_]\w*)(?=\s*(\(?))/g) {
      my ($member, $name, $call) = ($1, $2, $3);
      if ($name =~ /^(struct|union|enum)$/) { $tag{"$name $1"} = 1 if /\G\s*(\w+)/gc; next }
      next if $member || $c{$name} || $own{$name} || $call eq '(';
      $want{$name}{$_} = 1 for @owner;
    }
  }
}

# 2. what BTF says of them. A module's types go on where those of the kernel end, and so do its texts.
my %name_of_kind = (4 => 'struct', 5 => 'union', 6 => 'enum', 19 => 'enum');
my (%constant, %type, %size_of, %layout);    # name => values; name or "struct name" => bytes; => lines of members
my ($base, @base_at, $base_text, %base_names);
for my $path ("$folder/vmlinux", grep {!m{/vmlinux$}} sort glob "$folder/*") {
  open my $in, '<:raw', $path or next; my $btf = do {local $/; <$in>}; close $in;
  my ($magic, $head, $type_off, $type_len, $text_off, $text_len) = unpack 'v x2 V V V V V', $btf;
  next unless $magic == 0xeb9f;
  my $types = substr $btf, $head + $type_off, $type_len; my $text = substr $btf, $head + $text_off, $text_len;
  my $start = defined $base_text ? length $base_text : 0;
  my %at = defined $base_text ? %base_names : ();                     # place of a text => the wanted name there
  for my $name (keys %want, map {/ (\w+)/} keys %tag) {
    my $from = 0;
    while (($from = index $text, "\0$name\0", $from) >= 0) { $at{$start + ++$from} = $name }
  }
  my @place = defined $base_text ? @base_at : (-1);                   # type number => where it stands
  my $first = @place; my ($pos, @found) = (0);
  while ($pos < length $types) {
    my ($name, $info, $size) = unpack "\@$pos V V V", $types;
    my $kind = $info >> 24 & 31; my $n = $info & 0xffff;
    push @place, $pos;
    push @found, [$#place, $kind, $at{$name}] if $at{$name};
    if ($kind == 6 || $kind == 19) {
      my ($step, $signed) = ($kind == 6 ? 8 : 12, $info >> 31);
      for my $i (0 .. $n - 1) {
        my ($id, $low, $high) = unpack '@' . ($pos + 12 + $i * $step) . ' V V' . ($kind == 19 ? ' V' : ''), $types;
        next unless $at{$id};
        my $value = $kind == 19 ? $high << 32 | $low : $signed ? unpack 'l', pack 'L', $low : $low;
        $value = unpack 'q', pack 'Q', $value if $kind == 19 && $signed;
        $constant{$at{$id}}{$path =~ s{.*/}{}r}{$value} = 1;
      }
    }
    $pos += 12 + ($kind == 1 || $kind == 14 || $kind == 17 ? 4 : $kind == 3 ? 12 : $kind == 4 || $kind == 5 || $kind == 19 ? 12 * $n
      : $kind == 6 || $kind == 13 || $kind == 15 ? ($kind == 15 ? 12 : 8) * $n : 0);
  }
  if (!defined $base_text) { ($base, $base_text, @base_at) = ($types, $text, @place); %base_names = %at; $first = @place }
  my $own = $first == @base_at && $path =~ m{/vmlinux$};
  my $get = sub { # number => kind, count, flag, size or type, name, where the rest stands, in which types
    my ($id) = @_; my $in = $own || $id < @base_at ? \$base : \$types;
    my ($name, $info, $size) = unpack "\@$place[$id] V V V", $$in;
    $name = !$name ? '' : unpack 'Z*', $name < length $base_text ? substr $base_text, $name, 200 : substr $text, $name - $start, 200;
    ($info >> 24 & 31, $info & 0xffff, $info >> 31, $size, $name, $place[$id] + 12, $in)
  };
  my ($bytes, $signed, $words);
  $bytes = sub {
    my ($id) = @_; return 0 unless $id; my ($kind, $n, $flag, $size, $name, $rest, $in) = $get->($id);
    return 8 if $kind == 2; return $bytes->($size) if $kind == 8 || $kind == 9 || $kind == 10 || $kind == 11 || $kind == 18;
    if ($kind == 3) { my ($of, $by, $count) = unpack "\@$rest V V V", $$in; return $count * $bytes->($of) }
    $size
  };
  $signed = sub {
    my ($id) = @_; return 0 unless $id; my ($kind, $n, $flag, $size, $name, $rest, $in) = $get->($id);
    return $signed->($size) if $kind == 8 || $kind == 9 || $kind == 10 || $kind == 11 || $kind == 18;
    $kind == 1 ? unpack("\@$rest V", $$in) >> 24 & 1 : ($kind == 6 || $kind == 19) && $flag ? 1 : 0
  };
  $words = sub {
    my ($id) = @_; return 'void' unless $id; my ($kind, $n, $flag, $size, $name, $rest, $in) = $get->($id);
    return $words->($size) . ' *' if $kind == 2; return "const " . $words->($size) if $kind == 10; return $words->($size) if $kind == 9 || $kind == 11 || $kind == 18;
    if ($kind == 3) { my ($of, $by, $count) = unpack "\@$rest V V V", $$in; return $words->($of) . "[$count]" }
    return 'void()' if $kind == 13; $name_of_kind{$kind} ? "$name_of_kind{$kind} " . ($name || '(anonymous)') : $name
  };
  my $members; $members = sub {
    my ($id, $base_bit) = @_; my ($kind, $n, $flag, $size, $name, $rest, $in) = $get->($id); my @lines;
    for my $i (0 .. $n - 1) {
      my ($off, $of, $bit) = unpack '@' . ($rest + 12 * $i) . ' V V V', $$in;
      my $what = !$off ? '' : unpack 'Z*', $off < length $base_text ? substr $base_text, $off, 200 : substr $text, $off - $start, 200;
      my $width = $flag ? $bit >> 24 : 0; $bit &= 0xffffff if $flag; $bit += $base_bit;
      my $inner = $of; my @t = $get->($inner); while ($t[0] == 8 || $t[0] == 9 || $t[0] == 10) { $inner = $t[3]; @t = $get->($inner) }
      if ($what eq '') { push @lines, $members->($inner, $bit) if $t[0] == 4 || $t[0] == 5; next }
      push @lines, join ' ', $what, $bit, $width || 8 * $bytes->($of), $signed->($of), $words->($of);
    }
    @lines
  };
  for (@found) {
    my ($id, $kind, $name) = @$_; my $key = $kind == 8 ? $name : $name_of_kind{$kind} ? "$name_of_kind{$kind} $name" : next;
    next unless $kind == 8 ? $want{$name} : $tag{$key}; next if exists $size_of{$key};
    $size_of{$key} = $bytes->($id); $type{$key} = $signed->($id);
    $layout{$key} = [$members->($id, 0)] if $kind == 4 || $kind == 5;
  }
}
for my $name (sort keys %want) {
  if (my $c = $constant{$name}) { # some modules use a name for another thing: that of the event's own module counts
    my @from = grep {$c->{$_}} keys %{$want{$name}}; @from = 'vmlinux' if !@from && $c->{vmlinux}; @from = keys %$c if !@from;
    my %values = map {$_ => 1} map {keys %{$c->{$_}}} @from;
    print "constant $name $_\n" for sort {$a <=> $b} keys %values;
  }
  elsif (!exists $size_of{$name}) { print "unknown $name\n" }
}
for my $name (sort keys %size_of) { print "size $name $size_of{$name}\n"; print "signed $name\n" if $type{$name} }
for my $name (sort keys %tag) { print "unknown $name\n" unless exists $size_of{$name} }
for my $name (sort keys %layout) { print "member $name $_\n" for @{$layout{$name}} }
