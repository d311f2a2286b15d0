using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Knowledge;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Tables;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Knowledge.Files;

internal enum KnowledgeFormat { Xlsx, Csv }

/// <summary>导出: all entries as they are being written, in the columns that an import reads.</summary>
internal static class ExportKnowledge
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static async Task<IResult> Handle(HttpContext http, Db db, ShopDirectory shops, TimeProvider time, CancellationToken cancel, Word<KnowledgeFormat>? format = null)
    {
        var shopId = http.Agent()!.ShopId;
        var paths = await CategoryPaths.Of(db, shopId, cancel);
        var sheet = new Sheet(ReadKnowledge.Heads);
        await foreach (var entry in db.Set<KnowledgeEntry>().Where(e => e.ShopId == shopId).OrderBy(e => e.Id).AsAsyncEnumerable().WithCancellation(cancel))
            sheet.Add(Row(entry, entry.Content.CategoryId is { } id && paths.TryGetValue(id, out var category) ? category.Path : ""));
        var zone = (await shops.Shop(shopId, cancel)).Zone;
        var name = string.Create(CultureInfo.InvariantCulture, $"知识库-{LocalDay.Of(time.Now(), zone):yyyyMMdd}");
        Audit.Add(db, http, "knowledge.exported", name);
        await db.SaveChangesAsync(cancel);
        return format?.Value == KnowledgeFormat.Csv ? Results.File(sheet.ToCsv(), "text/csv; charset=utf-8", name + ".csv") : Results.File(sheet.ToXlsx(), Xlsx, name + ".xlsx");
    }

    private static IReadOnlyList<Cell> Row(KnowledgeEntry entry, string category)
    {
        var content = entry.Content;
        return
        [
            new(content.Kind == KnowledgeKind.Article ? "文章" : "问答"), new(content.Question), new(string.Join('\n', content.Phrasings)), new(content.Answer), new(category), new(string.Join('\n', content.Products)),
            new(Day(content.ValidFrom)), new(Day(content.ValidTo)),
            new(entry.State switch { KnowledgeState.Draft => "草稿", KnowledgeState.Review => "待审核", KnowledgeState.Published => "已发布", _ => "已下架" }),
        ];
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
