using System.Text.RegularExpressions;

namespace Yingke.Domain.QuickPhrases;

/// <summary>What a phrase leaves open until it is used: {buyer}, {order}, {logistics}, {agent}, {shop}. (spec: campaigns.md, Quick phrases and pictures)</summary>
public static partial class Placeholders
{
    public static readonly IReadOnlyList<string> Names = ["buyer", "order", "logistics", "agent", "shop"];

    /// <param name="Missing">Those of which nothing is known: they stay in the text as they are.</param>
    public sealed record Filled(string Text, IReadOnlyList<string> Missing);

    public static IReadOnlyList<string> In(string text) => [.. Open().Matches(text).Select(m => m.Groups[1].Value).Distinct()];

    public static Filled Fill(string text, IReadOnlyDictionary<string, string?> values) => new(
        Open().Replace(text, m => values.GetValueOrDefault(m.Groups[1].Value) is { Length: > 0 } value ? value : m.Value),
        [.. In(text).Where(name => string.IsNullOrEmpty(values.GetValueOrDefault(name)))]);

    [GeneratedRegex(@"\{(buyer|order|logistics|agent|shop)\}")]
    private static partial Regex Open();
}
