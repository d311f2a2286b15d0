using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance;

internal enum ViewRange { Today, Yesterday, ThisWeek, LastWeek, ThisMonth, LastMonth }

internal enum ViewBy { Agents, Groups }

/// <summary>How somebody looks at the report: which days, reckoned anew each time, and what of it.</summary>
internal sealed record ReportLook(ViewRange Range, ViewBy By, Section Section, bool Compared);

/// <summary>A look that its owner gave a name.</summary>
internal sealed class ReportView
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid AgentId { get; init; }
    public required string Name { get; init; }
    public required ReportLook View { get; set; }
}

/// <summary>The report of a month, written by itself in its first days after.</summary>
internal sealed class ReportFile
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public int MonthKey { get; init; }
    public required string Name { get; init; }
    public required byte[] Content { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class ReportViewTables : IEntityTypeConfiguration<ReportView>, IEntityTypeConfiguration<ReportFile>
{
    public void Configure(EntityTypeBuilder<ReportView> views)
    {
        views.ToTable("report_views");
        views.HasKey(v => new { v.ShopId, v.Id });
        views.HasIndex(v => new { v.ShopId, v.AgentId, v.Name }, "name").IsUnique();
        views.Property(v => v.View).HasConversion((ValueConverter)new JsonText<ReportLook>());
    }

    public void Configure(EntityTypeBuilder<ReportFile> files)
    {
        files.ToTable("report_files");
        files.HasKey(f => new { f.ShopId, f.Id });
        files.HasIndex(f => new { f.ShopId, f.MonthKey }).IsUnique();
    }
}

internal sealed record SavedView(Guid Id, string Name, ReportLook View);

internal sealed record SavedViews(IReadOnlyList<SavedView> Items);

/// <summary>One's own saved views; a name that is there already is replaced.</summary>
internal static class KeepViews
{
    private const int Most = 30;

    public sealed record KeepRequest(string? Name, ReportLook? View);

    public static async Task<SavedViews> List(HttpContext http, Db db, CancellationToken cancel)
    {
        var by = http.Agent()!;
        return new(await db.Set<ReportView>().Where(v => v.ShopId == by.ShopId && v.AgentId == by.AgentId).OrderBy(v => v.Name).Select(v => new SavedView(v.Id, v.Name, v.View)).ToListAsync(cancel));
    }

    public static async Task<SavedViews> Keep(KeepRequest request, HttpContext http, Db db, CancellationToken cancel)
    {
        var by = http.Agent()!;
        AgentFields.Text(request.Name ?? "", "name", 1, 20);
        var (name, view) = (request.Name!.Trim(), request.View ?? throw Refusal.Invalid("view"));
        try
        {
            await db.InTransaction(async () =>
            {
                if (await db.Set<ReportView>().AsTracking().SingleOrDefaultAsync(v => v.ShopId == by.ShopId && v.AgentId == by.AgentId && v.Name == name, cancel) is { } there)
                    there.View = view;
                else if (await db.Set<ReportView>().CountAsync(v => v.ShopId == by.ShopId && v.AgentId == by.AgentId, cancel) >= Most)
                    throw Refusal.Conflict("too_many_views");
                else
                    db.Add(new ReportView { ShopId = by.ShopId, AgentId = by.AgentId, Name = name, View = view });
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            throw Refusal.Conflict("changed_meanwhile");
        }
        return await List(http, db, cancel);
    }

    public static async Task<IResult> Drop(Guid id, HttpContext http, Db db, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var gone = await db.InTransaction(() => db.Set<ReportView>().Where(v => v.ShopId == by.ShopId && v.AgentId == by.AgentId && v.Id == id).ExecuteDeleteAsync(cancel), cancel);
        return gone == 0 ? throw Refusal.NotFound() : Results.NoContent();
    }
}
