using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Complaints;

internal sealed record ComplaintRow(
    Guid Id, long Number, ComplaintState State, ComplaintGrade Grade, string BuyerName, string? OrderNumber, PersonView? Agent, string Text, DateTimeOffset OpenedAt, DateTimeOffset? DecidedAt, long Fen);

internal sealed record ComplaintStepView(DateTimeOffset At, string ByName, ComplaintStepKind Kind, Revision Revision);

/// <param name="Entries">The talk it is about: officers need not be able to read others.</param>
/// <param name="Agents">Who can bear it.</param>
internal sealed record ComplaintDetail(
    ComplaintRow Row, long Version, bool SaysOutside, bool Contacted, ComplaintBearer? Bearer, Guid? BearerId, string? Reason, string? Answer, string? DecidedBy, IReadOnlyList<EntryView> Entries,
    IReadOnlyList<ComplaintStepView> Steps, IReadOnlyList<PersonView> Agents, DecideComplaint.ComplaintSettingsView Amounts);

/// <summary>Complaints as officers see them.</summary>
internal sealed class FindComplaints(Db db, ShopDirectory shops, EntryViews views, DecideComplaint decide)
{
    public async Task<Page<ComplaintRow>> List(CurrentAgent by, ComplaintState? state, DateTimeOffset? from, DateTimeOffset? to, Guid? before, int limit, CancellationToken cancel)
    {
        var size = Paging.Limit(limit, 200);
        var some = db.Set<Complaint>().VisibleTo(by);
        if (state is not null)
            some = some.Where(c => c.State == state);
        if (from is { } since)
            some = some.Where(c => c.DecidedAt >= since);
        if (to is { } until)
            some = some.Where(c => c.DecidedAt < until);
        if (before is { } cursor)
            some = some.Where(c => c.Id.CompareTo(cursor) < 0);
        var found = await some.OrderByDescending(c => c.Id).Take(size + 1).ToListAsync(cancel);
        return Paging.Of(await Rows(by.ShopId, found, cancel), size, c => c.Id);
    }

    public async Task<ComplaintDetail> One(CurrentAgent by, Guid id, CancellationToken cancel)
    {
        var complaint = await db.Set<Complaint>().VisibleTo(by).SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw Refusal.NotFound();
        var names = await shops.Names(by.ShopId, cancel);
        var entries = complaint.ConversationId is { } talk
            ? await views.ForStaff(by.ShopId, await db.ReadLog(by.ShopId, talk, null, null, LogReads.PageLimit, cancel), await db.Recalled(by.ShopId, talk, cancel), cancel)
            : [];
        var steps = (await db.Set<ComplaintStep>().Where(s => s.ShopId == by.ShopId && s.ComplaintId == id).OrderBy(s => s.Id).ToListAsync(cancel))
            .ConvertAll(s => new ComplaintStepView(s.At, s.ByName, s.Kind, JsonSerializer.Deserialize<Revision>(s.Details, Stored.Json)!));
        var agents = await db.Set<Agent>().Where(a => a.ShopId == by.ShopId && a.SuspendedAt == null).OrderBy(a => a.Name).Select(a => new PersonView(a.Id, a.Name)).ToListAsync(cancel);
        return new((await Rows(by.ShopId, [complaint], cancel))[0], complaint.Version, complaint.SaysOutside, complaint.Contacted, complaint.Bearer, complaint.BearerId, complaint.Reason, complaint.Answer,
            complaint.DecidedBy is { } judge ? names.GetValueOrDefault(judge, "—") : null, entries, steps, agents, await decide.Settings(by.ShopId, cancel));
    }

    private async Task<List<ComplaintRow>> Rows(Guid shopId, List<Complaint> complaints, CancellationToken cancel)
    {
        var names = await shops.Names(shopId, cancel);
        var ids = complaints.Select(c => c.BuyerId).Distinct().ToList();
        var buyers = await db.Set<Buyer>().Where(b => b.ShopId == shopId && ids.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        return complaints.ConvertAll(c => new ComplaintRow(
            c.Id, c.Number, c.State, c.Grade, buyers.GetValueOrDefault(c.BuyerId, "—"), c.OrderNumber, c.AgentId is { } agent ? new(agent, names.GetValueOrDefault(agent, "—")) : null, c.Text, c.OpenedAt, c.DecidedAt, c.Fen));
    }
}
