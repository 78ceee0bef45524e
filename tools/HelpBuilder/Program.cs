using HelpBuilder;

return args switch
{
    [var docs, var output] when !docs.StartsWith('-') => Build(docs, output, "PSKernelTrace"),
    [var docs, var output, "--module", var module] => Build(docs, output, module),
    _ => Usage(),
};

static int Build(string docs, string output, string module)
{
    if (!Directory.Exists(docs))
    {
        Console.Error.WriteLine($"{docs}:0: error: no such folder");
        return 1;
    }

    var errors = HelpFolder.Build(docs, output, module);
    foreach (var error in errors)
    {
        Console.Error.WriteLine(error);
    }

    return errors.Count == 0 ? 0 : 1;
}

static int Usage()
{
    Console.Error.WriteLine("usage: HelpBuilder <docs folder> <output folder> [--module PSKernelTrace]");
    return 2;
}
