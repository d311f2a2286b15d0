using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations.Files;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Tables;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders.Imports;

/// <summary>订单导入: files of orders, looked at first, then taken in.</summary>
internal static class ImportRoutes
{
    private const long MostBytes = 512L << 20;
    private const int Shown = 5;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    public sealed record Begun(Guid Id);

    /// <param name="Kind">orders, or what else the columns say that it is: refunds.</param>
    /// <param name="Mapping">What the names say by themselves.</param>
    /// <param name="Missing">What must be chosen before the file can be imported.</param>
    /// <param name="Rows">The first rows, as they stand.</param>
    public sealed record Preview(string Kind, IReadOnlyList<string> Columns, IReadOnlyDictionary<string, string> Mapping, IReadOnlyList<string> Missing, bool Details, IReadOnlyList<string[]> Rows, IReadOnlyList<string> Fields);

    public sealed record View(
        Guid Id, ImportState State, string FileName, long Rows, int Percent, long Imported, long Unchanged, long BadCount, IReadOnlyList<BadRow> Bad, string? Failure, string StartedBy,
        DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt);

    public static void MapOrderImports(this IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/order-imports").WithTags("orders").RequireStaff(Permission.OrdersManage);
        imports.MapPost("/preview", Look).Produces<Preview>();
        imports.MapPost("/", Import).Produces<Begun>(StatusCodes.Status202Accepted);
        imports.MapGet("/", List);
        imports.MapGet("/{id:guid}", Show);
    }

    private static async Task<IResult> Look(HttpContext http, RunImports<OrderImport> imports, IEnumerable<IOrderFileKind> others, CancellationToken cancel)
    {
        var path = imports.FileOf(Guid.NewGuid());
        try
        {
            await Receive(http, path, cancel);
            await using var file = File.OpenRead(path);
            var rows = TableRows.Read(file).Take(Shown + 1).ToList();
            if (rows.Count == 0)
                throw new BadTable("not_a_table");
            if (others.FirstOrDefault(o => o.Takes(rows[0])) is { } other)
                return Results.Json(new Preview(other.Kind, [.. rows[0].Select(OrderColumns.Plain)], new Dictionary<string, string>(), [], false, rows[1..], []), Stored.Json);
            var found = OrderColumns.Recognize(rows[0]);
            return Results.Json(new Preview(
                "orders", [.. rows[0].Select(OrderColumns.Plain)], found.ToDictionary(f => Word(f.Key), f => f.Value), [.. OrderColumns.Missing(found).Select(Word)], OrderColumns.IsDetails(found), rows[1..],
                [.. Enum.GetValues<OrderField>().Select(Word)]), Stored.Json);
        }
        catch (BadTable bad)
        {
            throw Refusal.Invalid("file", bad.Code);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<IResult> Import(HttpContext http, Db db, RunImports<OrderImport> imports, TimeProvider time, CancellationToken cancel, string? mapping = null)
    {
        var chosen = Chosen(mapping);
        var by = http.Agent()!;
        if (await db.Set<OrderImport>().AnyAsync(i => i.ShopId == by.ShopId && i.State == ImportState.Running, cancel))
            throw Refusal.Conflict("import_running");
        var now = time.Now();
        var id = Guid.CreateVersion7(now);
        var path = imports.FileOf(id);
        OrderImport import;
        try
        {
            var name = await Receive(http, path, cancel);
            import = new OrderImport { ShopId = by.ShopId, Id = id, FileName = name, StartedBy = by.Name, CreatedAt = now, SeenAt = now };
            db.Add(import);
            Audit.Add(db, http, "orders.imported", name);
            await db.SaveChangesAsync(cancel);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        imports.Start(import, (services, note, stop) => Run(import, chosen, path, services, note, stop));
        return Results.Json(new Begun(id), Stored.Json, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>{"number":"订单号", …}: fields and the names of their columns.</summary>
    private static Dictionary<OrderField, string>? Chosen(string? mapping)
    {
        if (mapping is null)
            return null;
        try
        {
            var named = JsonSerializer.Deserialize<Dictionary<string, string>>(mapping, Stored.Json) ?? throw Refusal.Invalid("mapping");
            var chosen = named.Where(m => !string.IsNullOrEmpty(m.Value)).ToDictionary(m => FieldOf(m.Key), m => m.Value);
            return OrderColumns.Missing(chosen) is [var first, ..] ? throw Refusal.Invalid("mapping", Word(first)) : chosen;
        }
        catch (JsonException)
        {
            throw Refusal.Invalid("mapping");
        }
    }

    private static OrderField FieldOf(string word)
    {
        var fields = Array.FindAll(Enum.GetValues<OrderField>(), f => Word(f) == word);
        return fields.Length == 1 ? fields[0] : throw Refusal.Invalid("mapping", word);
    }

    private static string Word(OrderField field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    private static async Task<string?> Run(
        OrderImport import, IReadOnlyDictionary<OrderField, string>? mapping, string path, IServiceProvider services, Func<Action<OrderImport>, Task> note, CancellationToken cancel)
    {
        try
        {
            Task Note(OrderImportProgress progress) => note(row => row.Take(progress));
            await Note(Other(services, path) is { } other
                ? await other.Run(import.ShopId, path, Note, cancel)
                : await services.GetRequiredService<ImportOrders>().Run(import.ShopId, path, mapping, Note, cancel));
            return null;
        }
        catch (BadTable bad)
        {
            return bad.Code;
        }
    }

    private static IOrderFileKind? Other(IServiceProvider services, string path)
    {
        using var file = File.OpenRead(path);
        return TableRows.Read(file).FirstOrDefault() is { } header ? services.GetServices<IOrderFileKind>().FirstOrDefault(o => o.Takes(header)) : null;
    }

    private static async Task<string> Receive(HttpContext http, string path, CancellationToken cancel)
    {
        using var upload = new Upload(http.Request, Idle, cancel);
        return await upload.Save(path, MostBytes) is { Length: > 0 } name ? name : "orders.csv";
    }

    private static async Task<Page<View>> List(HttpContext http, Db db, CancellationToken cancel) =>
        new((await db.Set<OrderImport>().Where(i => i.ShopId == http.Agent()!.ShopId).OrderByDescending(i => i.Id).Take(50).ToListAsync(cancel)).ConvertAll(Of), null);

    private static async Task<View> Show(Guid id, HttpContext http, Db db, CancellationToken cancel) =>
        Of(await db.Set<OrderImport>().SingleOrDefaultAsync(i => i.ShopId == http.Agent()!.ShopId && i.Id == id, cancel) ?? throw Refusal.NotFound());

    private static View Of(OrderImport i) => new(i.Id, i.State, i.FileName, i.Rows, i.Percent, i.Imported, i.Unchanged, i.BadCount, i.Bad, i.Failure, i.StartedBy, i.CreatedAt, i.FinishedAt);
}
