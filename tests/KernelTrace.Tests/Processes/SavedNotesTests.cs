using KernelTrace.Processes;

namespace KernelTrace.Tests.Processes;

public sealed class SavedNotesTests
{
    [Theory]
    [InlineData(12, "bash")]
    [InlineData(13, "a b  c ")]
    [InlineData(14, "")]
    [InlineData(15, "17")]
    [InlineData(16, null)]
    public void A_note_is_what_stands_behind_the_number(int tid, string? expected)
    {
        var notes = new SavedNotes(() => "12 bash\n13 a b  c \n14 \n15 17\nx y\n 9 z\n18\n");

        Assert.Equal(expected, notes.Find(tid));
    }

    [Fact]
    public void The_last_note_of_a_thread_counts() => Assert.Equal("b", new SavedNotes(() => "1 a\n1 b\n").Find(1));

    [Fact]
    public void A_list_that_cannot_be_read_has_no_notes() => Assert.Null(new SavedNotes(() => "").Find(1));
}
