using System.Text;

namespace KernelTrace.Formats.Tests.Support;

/// <summary>Ways to damage a text.</summary>
internal static class Mutations
{
    /// <summary>The text without each window of 1 to <paramref name="longest"/> characters.</summary>
    public static IEnumerable<string> Deletions(string text, int longest)
    {
        for (int length = 1; length <= longest; length++)
        {
            for (int at = 0; at + length <= text.Length; at++) yield return text.Remove(at, length);
        }
    }

    /// <summary>The text with a few characters changed, put in, taken out or doubled; the same for the same seed.</summary>
    public static string Mutate(string text, int seed)
    {
        const string Alphabet = ";:[]()*,|\n\t \r0123456789-abZ_\"\0\ufffd\u2028";
        var random = new Random(seed);
        var changed = new StringBuilder(text);
        for (int count = random.Next(1, 8); count > 0 && changed.Length > 2; count--)
        {
            int at = random.Next(changed.Length - 1);
            char any = Alphabet[random.Next(Alphabet.Length)];
            switch (random.Next(5))
            {
                case 0:
                    changed[at] = any;
                    break;
                case 1:
                    changed.Insert(at, any);
                    break;
                case 2:
                    changed.Remove(at, Math.Min(random.Next(1, 40), changed.Length - at));
                    break;
                case 3:
                    changed.Insert(random.Next(changed.Length), text.AsSpan(random.Next(text.Length / 2), random.Next(Math.Min(60, text.Length / 2))));
                    break;
                default:
                    int digit = changed.ToString().IndexOfAny([.. "0123456789"], at);
                    if (digit >= 0) changed.Insert(digit, random.Next());
                    break;
            }
        }

        return changed.ToString();
    }
}
