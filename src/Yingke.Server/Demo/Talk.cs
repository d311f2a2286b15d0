namespace Yingke.Server.Demo;

/// <summary>A written talk: where the buyer comes from, which group answers, how it is rated, and who says what.</summary>
/// <param name="Group">Null: nobody ever answers.</param>
internal sealed record Talk(string Source, string? Group, int? Stars, string? Words, IReadOnlyList<(char Who, string Text)> Lines)
{
    private const string Resource = "Yingke.Server.Demo.Dialogues.txt";

    /// <summary>All of them, as they are written in Dialogues.txt.</summary>
    public static IReadOnlyList<Talk> All()
    {
        using var text = new StreamReader(typeof(Talk).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not in the program."));
        var talks = new List<Talk>();
        var lines = new List<(char, string)>();
        while (text.ReadLine() is { } line)
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                lines = [];
                talks.Add(Head(line[3..].Split(' ', 4), lines));
            }
            else if (line.Length > 2 && line[0] != '#')
            {
                lines.Add((line[0], line[2..]));
            }
        }
        return talks;
    }

    private static Talk Head(string[] head, List<(char, string)> lines) =>
        new(head[0], head[1] == "-" ? null : head[1], head[2] == "-" ? null : int.Parse(head[2], System.Globalization.CultureInfo.InvariantCulture), head.ElementAtOrDefault(3), lines);
}
