using System.Collections;
using System.Management.Automation;
using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class JsonTests(ShellFixture shell) : IClassFixture<ShellFixture>
{
    [Theory]
    [InlineData("1 | ConvertTo-Json", "1")]
    [InlineData("1, 'a' | ConvertTo-Json -Compress", """[1,"a"]""")]
    [InlineData("1 | ConvertTo-Json -AsArray -Compress", "[1]")]
    [InlineData("[ordered]@{a = 1; b = $null; c = @()} | ConvertTo-Json -Compress", """{"a":1,"b":null,"c":[]}""")]
    [InlineData("[pscustomobject]@{a = 'é<'; b = $true} | ConvertTo-Json -Compress", """{"a":"é<","b":true}""")]
    [InlineData("[DayOfWeek]'Friday' | ConvertTo-Json", "5")]
    [InlineData("[DayOfWeek]'Friday' | ConvertTo-Json -EnumsAsStrings", "\"Friday\"")]
    [InlineData("@{a = 1} | ConvertTo-Json", "{\n  \"a\": 1\n}")]
    public void Writes(string script, string expected) => Assert.Equal(expected, shell.Get<string>(script));

    [Fact]
    public void A_typed_object_is_written_by_its_properties_one_that_throws_as_null()
        => Assert.Equal(
            """{"Comm":"sh","Pid":1,"Load":0.5,"Counted":"sh","Broken":null}""",
            shell.Get<string>("$input | ConvertTo-Json -Compress", new Sample("sh", 1, 0.5)));

    [Fact]
    public void What_lies_deeper_is_text_and_a_warning()
    {
        (string text, _) = shell.Show("@{a = @{b = @{c = 1}}} | ConvertTo-Json -Depth 1 -Compress");
        Assert.Contains("{\"a\":{\"b\":\"System.Collections.Hashtable\"}}", text);
        Assert.Contains("WARNING: Resulting JSON is truncated as serialization has exceeded the set depth of 1.", text);
    }

    [Fact]
    public void Keys_must_be_strings()
        => Assert.Equal("NonStringKeyInDictionary,Microsoft.PowerShell.Commands.ConvertToJsonCommand", shell.ErrorId("@{1 = 2} | ConvertTo-Json"));

    [Fact]
    public void Reads()
    {
        var read = Assert.IsType<PSObject>(shell.Run("""'{"a": [1, 2.5, null], "b": {"c": "d"}}' | ConvertFrom-Json""")[0]);
        Assert.Equal([1L, 2.5, null], (object?[])read.Properties["a"].Value);
        Assert.Equal("d", ((PSObject)read.Properties["b"].Value).Properties["c"].Value);
        Assert.Equal("d", shell.Get<Hashtable>("""'{"b": "d"}' | ConvertFrom-Json -AsHashtable""")["b"]);
        Assert.Equal([1L, 2L], shell.Run("'1', '2' | ConvertFrom-Json"));
        Assert.Equal([1L, 2L], shell.Run("'[1,', '2]' | ConvertFrom-Json"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1,2")]
    [InlineData("nope")]
    [InlineData("1 2")]
    public void Bad_text_is_one_clear_error(string json)
        => Assert.Equal("System.ArgumentException,Microsoft.PowerShell.Commands.ConvertFromJsonCommand", shell.ErrorId($"'{json}' | ConvertFrom-Json"));

    [Fact]
    public void There_and_back()
        => Assert.Equal("x,1,True", shell.Get<string>(
            "$o = [pscustomobject]@{a='x'; b=1; c=$true} | ConvertTo-Json | ConvertFrom-Json; \"$($o.a),$($o.b),$($o.c)\""));
}
