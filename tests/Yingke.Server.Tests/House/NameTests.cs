using System.Text.RegularExpressions;

namespace Yingke.Server.Tests.House;

/// <summary>One name for one thing in every place, and files that can be held in the head.</summary>
public sealed partial class NameTests
{
    /// <summary>Every feature there is, by its one name; some have no rules of their own, some no screens yet.</summary>
    private static readonly string[] Features = ["Accounts", "AfterSales", "Alerts", "Buyers", "Campaigns", "Conversations", "Deadlines", "Duties", "History", "Hotline", "Knowledge", "Orders", "Pay", "Performance", "Quality", "QuickPhrases", "Robot", "Routing", "Shifts", "StaffTalk", "Tickets", "Training", "Webhooks"];

    [Fact]
    public void Features_have_the_same_names_in_every_place()
    {
        var places = new Dictionary<string, IEnumerable<string>>
        {
            ["Domain"] = Tree.Folders("src/Yingke.Domain").Where(f => char.IsUpper(f[0])),
            ["Server"] = Tree.Folders("src/Yingke.Server/Features"),
            ["Web"] = Tree.Folders("src/Yingke.Web/src/features").Select(f => char.ToUpperInvariant(f[0]) + f[1..]),
        };
        foreach (var (place, folders) in places)
            folders.Except(Features).ShouldBeEmpty(place);
        Features.Except(places.Values.SelectMany(f => f)).ShouldBeEmpty("features that are nowhere");
    }

    [Fact]
    public void Namespaces_are_folders_and_files_are_short()
    {
        foreach (var project in new[] { "src/Yingke.Domain", "src/Yingke.Server", "tests/Yingke.Server.Tests", "tests/Yingke.Domain.Tests" })
        {
            foreach (var (path, text) in Tree.Sources(project).Where(s => !s.Path.StartsWith("obj/", StringComparison.Ordinal)))
            {
                text.Count(c => c == '\n').ShouldBeLessThanOrEqualTo(400, $"{project}/{path}");
                if (Space().Match(text) is { Success: true } space)
                    space.Groups[1].Value.ShouldBe(Expected(project, path), $"{project}/{path}");
            }
        }
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        new[] { typeof(Domain.RuleViolation).Assembly, typeof(Commands.Serve).Assembly }.SelectMany(a => a.GetTypes()).Select(t => t.Name)
            .Where(n => !n.Contains('<') && Vague().IsMatch(n)).ShouldBeEmpty();

    private static string Expected(string project, string path) =>
        string.Join('.', [project.Split('/')[1], .. path.Split('/')[..^1]]);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Space();

    [GeneratedRegex("(Service|Manager|Helper|Utils?|Dto|Impl)$")]
    private static partial Regex Vague();
}
