using System.Text;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.History;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.History;

/// <summary>A shop as the command line makes it: an owner and nothing else.</summary>
internal sealed class BareShop(YingkeHost host, Guid id)
{
    private static int opened;

    public Guid Id => id;

    public static async Task<BareShop> Open(YingkeHost host)
    {
        var code = "bare" + Interlocked.Increment(ref opened);
        return new(host, (await host.Do<AddShop, Shop>(add => add.Handle(code, "空店", "owner", "陈松", Cast.Password, CancellationToken.None))).Id);
    }

    public Task<ImportProgress> Import(params IEnumerable<string> lines) => Import(host, id, ImportMode.Strict, lines);

    public Task<ImportProgress> ImportGood(params IEnumerable<string> lines) => Import(host, id, ImportMode.SkipBad, lines);

    public Task<string[]> Export() => Export(host, id);

    public static async Task<ImportProgress> Import(YingkeHost host, Guid id, ImportMode mode, IEnumerable<string> lines)
    {
        var file = Path.Combine(host.Database.Folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(file, string.Concat(lines.Select(l => l + "\n")), new UTF8Encoding(false));
        return await host.Do<ImportHistory, ImportProgress>(import => import.Run(id, file, mode, file + ".bad", _ => Task.CompletedTask, CancellationToken.None));
    }

    /// <summary>Sorted, as two exports are compared.</summary>
    public static async Task<string[]> Export(YingkeHost host, Guid id)
    {
        using var to = new MemoryStream();
        await host.Do<ExportHistory, long>(export => export.Write(id, to, CancellationToken.None));
        return [.. Encoding.UTF8.GetString(to.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}

/// <summary>A small history of one's own: one agent, one buyer, conversations of a few lines.</summary>
internal static class Lines
{
    public const string Shop = """{"type":"shop","id":"s1","name":"老店","time_zone":"Asia/Shanghai","service_start":"08:30","service_end":"22:00"}""";
    public const string Agent = """{"type":"agent","id":"a1","name":"阿松","groups":["presale"],"capacity":5,"weight":2}""";
    public const string Other = """{"type":"agent","id":"a2","name":"阿竹","groups":["aftersale"]}""";
    public const string Buyer = """{"type":"buyer","id":"b1","name":"王小姐","phone":"13800000001"}""";

    public static readonly string[] People = [Shop, Agent, Other, Buyer];

    public static string Inflow(string id, string minute, string buyer = "b1") =>
        $$"""{"type":"inflow","conversation":"{{id}}","buyer":"{{buyer}}","source":"order_detail","channel":"h5","at":"2026-02-01T10:{{minute}}:00.000+08:00"}""";

    public static string Assign(string id, string minute, string agent = "a1") =>
        $$"""{"type":"assign","conversation":"{{id}}","agent":"{{agent}}","at":"2026-02-01T10:{{minute}}:00.000+08:00"}""";

    public static string Says(string id, string minute, string text, string? agent = null) => agent is null
        ? $$"""{"type":"message","conversation":"{{id}}","from":"buyer","text":"{{text}}","at":"2026-02-01T10:{{minute}}:00.000+08:00"}"""
        : $$"""{"type":"message","conversation":"{{id}}","from":"agent","agent":"{{agent}}","text":"{{text}}","at":"2026-02-01T10:{{minute}}:00.000+08:00"}""";

    public static string Stars(string id, string minute, int stars) =>
        $$"""{"type":"rating","conversation":"{{id}}","stars":{{stars}},"at":"2026-02-01T10:{{minute}}:00.000+08:00"}""";

    public static string Close(string id, string minute) => $$"""{"type":"close","conversation":"{{id}}","at":"2026-02-01T10:{{minute}}:00.000+08:00"}""";

    /// <summary>Asked, answered, rated, closed.</summary>
    public static string[] Talk(string id) =>
        [Inflow(id, "00"), Assign(id, "00"), Says(id, "00", "在吗"), Says(id, "01", "在的", "a1"), Close(id, "05"), Stars(id, "06", 5)];
}
