using HelpBuilder;
using HelpBuilder.Surface;

return args switch
{
    ["--scaffold", var docs, var assembly] => Refresh(docs, assembly),
    [var docs, var output] when !docs.StartsWith('-') => Build(docs, output, "PSKernelTrace"),
    [var docs, var output, "--module", var module] => Build(docs, output, module),
    _ => Usage(),
};

static int Build(string docs, string output, string module)
{
    if (!Directory.Exists(docs))
    {
        return Fail($"{docs}:1: error: no such folder");
    }

    var errors = HelpFolder.Build(docs, output, module);
    return errors.Count == 0 ? 0 : Fail(string.Join('\n', errors));
}

static int Refresh(string docs, string assembly)
{
    if (!File.Exists(assembly))
    {
        return Fail($"{assembly}:1: error: no such assembly");
    }

    foreach (var page in Scaffold.Run(docs, assembly))
    {
        Console.WriteLine(page);
    }

    return 0;
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: HelpBuilder <docs folder> <output folder> [--module PSKernelTrace]
               HelpBuilder --scaffold <docs folder> <assembly>
        """);
    return 2;
}
