using System.Text.RegularExpressions;

namespace Yingke.Server.Tests.House;

/// <summary>Which folder may name which: read from the sources, so that a using that the compiler would drop counts as well.</summary>
public sealed class DependencyTests
{
    [Fact]
    public void The_domain_depends_on_nothing()
    {
        var project = File.ReadAllText(Path.Combine(Tree.Root, "src/Yingke.Domain/Yingke.Domain.csproj"));
        project.ShouldNotContain("<PackageReference");
        project.ShouldNotContain("<ProjectReference");
        typeof(Domain.RuleViolation).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard");
        Tree.Sources("src/Yingke.Domain").SelectMany(f => Dependencies.Named(f.Text)).ShouldNotContain(n => n.StartsWith("Yingke.Server", StringComparison.Ordinal));
    }

    [Fact]
    public void The_platform_names_no_feature_and_features_name_each_other_along_the_list_only() =>
        Dependencies.Breaches(Tree.Sources("src/Yingke.Server")).ShouldBeEmpty();

    [Fact]
    public void The_list_has_no_circle()
    {
        var left = Dependencies.Allowed.ToDictionary(a => a.Key, a => a.Value.ToHashSet());
        while (left.FirstOrDefault(f => f.Value.Count == 0) is { Key: { } free })
        {
            left.Remove(free);
            foreach (var others in left.Values)
                others.Remove(free);
        }
        left.ShouldBeEmpty("these depend on each other in a circle: " + string.Join(", ", left.Keys));
    }

    [Fact]
    public void The_list_names_what_there_is_and_nothing_more()
    {
        var sources = Tree.Sources("src/Yingke.Server").ToList();
        Dependencies.Desk.Concat(Dependencies.Allowed.Keys).ShouldBe(Tree.Folders("src/Yingke.Server/Features"), ignoreOrder: true);
        foreach (var (feature, others) in Dependencies.Allowed)
        {
            var used = sources.Where(s => s.Path.StartsWith($"Features/{feature}/", StringComparison.Ordinal)).SelectMany(s => Dependencies.FeaturesNamed(s.Text)).Where(f => f != feature && !Dependencies.Desk.Contains(f)).ToHashSet();
            others.ShouldBe(used, ignoreOrder: true, $"what {feature} really uses");
        }
    }

    [Theory]
    [InlineData("Platform/Storage/X.cs", "using Yingke.Server.Features.Routing;")]
    [InlineData("Platform/Jobs/X.cs", "class X { object o = new Features.Routing.Clocks(); }")]
    [InlineData("Platform/Push/X.cs", "class X { Yingke.Server.Features.Buyers.Buyer? b; }")]
    [InlineData("Features/Accounts/X.cs", "using Yingke.Server.Features.History;")]
    [InlineData("Features/Accounts/X.cs", "class X { History.ImportHistory? r; }")]
    [InlineData("Features/Routing/Wall/X.cs", "using Yingke.Server.Features.Alerts;")]
    [InlineData("Features/History/X.cs", "using Yingke.Server.Features.Webhooks;")]
    [InlineData("Features/History/X.cs", "using Yingke.Server.Demo;")]
    [InlineData("Features/Buyers/X.cs", "using static Yingke.Server.Features.Webhooks.WebhookRoutes;")]
    [InlineData("Features/Buyers/X.cs", "using Yingke.Server.Commands;")]
    [InlineData("Features/Brandnew/X.cs", "using Yingke.Server.Features.Accounts;")]
    public void The_checker_would_catch_a_breach(string path, string text) =>
        Dependencies.Breaches([new Source(path, text)]).ShouldNotBeEmpty();

    [Theory]
    [InlineData("Commands/X.cs", "using Yingke.Server.Features.History;")]
    [InlineData("Features/Routing/X.cs", "using Yingke.Server.Platform.Storage;")]
    [InlineData("Features/Routing/X.cs", "using Yingke.Server.Features.Accounts;")]
    [InlineData("Features/History/X.cs", "using Yingke.Server.Features.Routing; using Yingke.Domain.History;")]
    [InlineData("Platform/Identity/X.cs", "class X { object? o = context.Features.Get<CurrentAgent>(); Domain.Routing.Groups g; }")]
    public void And_lets_pass_what_is_right(string path, string text) =>
        Dependencies.Breaches([new Source(path, text)]).ShouldBeEmpty();
}

/// <summary>One file, its path below the folder that was asked for.</summary>
internal sealed record Source(string Path, string Text);

internal static partial class Dependencies
{
    /// <summary>These decide together, under one lock, and may name each other: docs/decisions/0006.</summary>
    public static readonly string[] Desk = ["Accounts", "Buyers", "Conversations", "Routing"];

    /// <summary>Every other feature stands on the desk; which of the others it names besides. Without a circle.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Allowed = new Dictionary<string, string[]>
    {
        ["AfterSales"] = ["Deadlines", "Orders", "Performance"],
        ["Alerts"] = ["Deadlines", "Performance", "Webhooks"],
        ["Campaigns"] = ["Alerts", "Duties", "Orders", "Performance", "Tickets", "Training"],
        ["Deadlines"] = [],
        ["Duties"] = ["Alerts", "Tickets"],
        ["History"] = ["Deadlines", "Hotline", "Orders", "Performance", "Tickets"],
        ["Hotline"] = ["Tickets"],
        ["Knowledge"] = [],
        ["Orders"] = ["Alerts", "Deadlines", "Performance"],
        ["Pay"] = ["Performance"],
        ["Performance"] = [],
        ["Quality"] = ["Alerts", "Performance", "Tickets"],
        ["QuickPhrases"] = [],
        ["Robot"] = ["Knowledge", "Webhooks"],
        ["Shifts"] = ["AfterSales", "Performance", "Tickets"],
        ["StaffTalk"] = [],
        ["Tickets"] = ["Alerts", "Deadlines", "Performance"],
        ["Training"] = [],
        ["Webhooks"] = [],
    };

    private static readonly string[] All = [.. Desk, .. Allowed.Keys];

    public static IEnumerable<string> Breaches(IEnumerable<Source> sources)
    {
        foreach (var (path, text) in sources)
        {
            var parts = path.Split('/');
            if (parts[0] == "Platform")
            {
                foreach (var feature in FeaturesNamed(text))
                    yield return $"{path} names the feature {feature}";
            }
            if (parts[0] == "Features")
            {
                foreach (var feature in FeaturesNamed(text).Where(f => f != parts[1] && !MayName(parts[1], f)))
                    yield return $"{path} names the feature {feature}";
            }
            if (parts[0] is "Features" or "Platform" && Named(text).Any(n => n.StartsWith("Yingke.Server.Commands", StringComparison.Ordinal) || n.StartsWith("Yingke.Server.Demo", StringComparison.Ordinal)))
                yield return $"{path} names a command or the demo";
        }
    }

    private static bool MayName(string feature, string other) =>
        Desk.Contains(feature) ? Desk.Contains(other) : Allowed.TryGetValue(feature, out var others) && (Desk.Contains(other) || others.Contains(other));

    /// <summary>Written in full, from <c>Features</c> on, or as a neighbour's folder; <c>Domain.Routing</c> is another thing.</summary>
    public static IEnumerable<string> FeaturesNamed(string text) =>
        Feature().Matches(text).Concat(Neighbour().Matches(text)).Select(m => m.Groups[1].Value).Where(All.Contains).Distinct();

    public static IEnumerable<string> Named(string text) => Yingke().Matches(text).Select(m => m.Value);

    [GeneratedRegex(@"\bFeatures\.([A-Z]\w+)\b")]
    private static partial Regex Feature();

    [GeneratedRegex(@"(?<![\w.""])([A-Z]\w+)\.[A-Z]\w+")]
    private static partial Regex Neighbour();

    [GeneratedRegex(@"\bYingke\.[\w.]+")]
    private static partial Regex Yingke();
}

/// <summary>The sources, found from where the tests run.</summary>
internal static class Tree
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static IEnumerable<Source> Sources(string folder)
    {
        var root = Path.Combine(Root, folder);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Select(f => new Source(Path.GetRelativePath(root, f).Replace('\\', '/'), File.ReadAllText(f)));
    }

    public static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(Path.Combine(Root, folder)).Select(d => Path.GetFileName(d)!);

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Yingke.slnx")) ? folder.FullName : Find(folder.Parent ?? throw new DirectoryNotFoundException("The sources are not above the tests."));
}
