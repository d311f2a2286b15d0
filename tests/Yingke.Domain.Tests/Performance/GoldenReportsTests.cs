using System.Globalization;
using System.Text.Json;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Performance;

/// <summary>Every indicator of the golden reports, to the last digit, from the histories by the rules alone.</summary>
public sealed class GoldenReportsTests
{
    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(Golden.Folder, "report-*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_golden_report_comes_out(string file)
    {
        var history = "history-" + file["report-".Length..file.LastIndexOf('-')] + ".jsonl";
        var shop = new PastShop(Path.Combine(Golden.Folder, history));
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Golden.Folder, file)));
        var expected = document.RootElement;
        var report = shop.Report(Day(expected, "from"), Day(expected, "to"));
        var wrong = new List<string>();
        foreach (var agent in expected.GetProperty("agents").EnumerateObject())
            Compare(agent.Name, agent.Value, report.Agents[shop.Agents[agent.Name]], wrong);
        foreach (var group in expected.GetProperty("groups").EnumerateObject())
            Compare(group.Name, group.Value, report.Groups[Enum.Parse<Groups>(group.Name, ignoreCase: true)], wrong);
        Compare("shop", expected.GetProperty("shop"), report.Shop, wrong);
        wrong.ShouldBeEmpty();
    }

    private static void Compare(string name, JsonElement expected, FigureRow row, List<string> wrong)
    {
        var compared = 0;
        foreach (var section in Enum.GetValues<Section>())
        {
            var wanted = expected.GetProperty(section.ToString().ToLowerInvariant());
            foreach (var (indicator, value) in row.Of(section))
            {
                var (has, wants) = (indicator.Text(value), wanted.GetProperty(indicator.Id));
                compared++;
                if (has != (wants.ValueKind == JsonValueKind.Null ? null : wants.ToString()))
                    wrong.Add($"{name} {section} {indicator.Id}: {has ?? "—"} instead of {wants}");
            }
        }
        compared.ShouldBe(expected.EnumerateObject().Sum(s => s.Value.EnumerateObject().Count()));
    }

    private static DateOnly Day(JsonElement of, string name) => DateOnly.Parse(of.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
