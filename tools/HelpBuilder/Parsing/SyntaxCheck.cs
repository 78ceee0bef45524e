using HelpBuilder.Pages;

namespace HelpBuilder.Parsing;

/// <summary>The SYNTAX section and the YAML blocks say the same thing twice; this is where they must agree.</summary>
internal static class SyntaxCheck
{
    public static void Run(CmdletPage page, PageErrors errors)
    {
        foreach (var set in page.Syntax)
        {
            foreach (var name in set.ParameterNames)
            {
                var parameter = page.Parameters.FirstOrDefault(p => p.Name == name);
                if (parameter is null)
                {
                    errors.Add(set.Line, $"syntax '{set.Name}' has -{name}, which has no section");
                }
                else if (parameter.In(set.Name) is null)
                {
                    errors.Add(parameter.Line, $"-{name} stands in syntax '{set.Name}', not in its ParameterSets");
                }
            }
        }

        foreach (var parameter in page.Parameters)
        {
            CheckSets(page, parameter, errors);
        }
    }

    private static void CheckSets(CmdletPage page, ParameterHelp parameter, PageErrors errors)
    {
        foreach (var facts in parameter.Sets)
        {
            if (!facts.IsAll && !page.Syntax.Any(set => set.Name == facts.Name))
            {
                errors.Add(parameter.Line, $"-{parameter.Name} is of set '{facts.Name}', which SYNTAX does not have");
            }
        }

        foreach (var set in page.Syntax)
        {
            var belongs = !parameter.DontShow && parameter.In(set.Name) is not null;
            if (belongs && !set.ParameterNames.Contains(parameter.Name))
            {
                errors.Add(set.Line, $"syntax '{set.Name}' lacks -{parameter.Name}");
            }
        }
    }
}
