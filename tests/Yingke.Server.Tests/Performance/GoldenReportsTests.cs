using System.Text.Json;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Performance;

/// <summary>Each golden history through the product's own import, and every golden report over HTTP: from the live projection, after a rebuild, after a restart.</summary>
public sealed class GoldenReportsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    public static TheoryData<string> Histories() =>
        [.. Directory.EnumerateFiles(Golden.Folder, "history-*.jsonl").Select(f => Path.GetFileNameWithoutExtension(f)["history-".Length..]).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task Every_report_of_a_golden_history_comes_out(string name)
    {
        var reports = Directory.EnumerateFiles(Golden.Folder, $"report-{name}-*.json").Order(StringComparer.Ordinal).Select(Read).ToList();
        reports.ShouldNotBeEmpty();
        var shop = await FiguresShop.Open(server.Host);
        await shop.Import(await File.ReadAllLinesAsync(Path.Combine(Golden.Folder, $"history-{name}.jsonl"), TestContext.Current.CancellationToken));
        foreach (var report in reports)
            (await shop.DifferencesFrom(report)).ShouldBeEmpty("live");

        await shop.Rebuild();
        foreach (var report in reports)
            (await shop.DifferencesFrom(report)).ShouldBeEmpty("after a rebuild");
    }

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }
}
