using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance.Scorecards;

internal sealed record ScorecardView(Guid Id, string Name, ScorecardRole Role, bool IsPlatform, decimal Full, IReadOnlyList<SchemeItem> Items, IReadOnlyList<AdjustmentOffer> Offers, long Version, IReadOnlyList<Guid> AgentIds);

/// <summary>Makes, changes and puts away scorecards, and says whom each measures. What is frozen stays as it was.</summary>
internal sealed class EditScorecards(Db db, TimeProvider time)
{
    private const int MostCards = 50;
    private const int MostPeople = 500;

    public sealed record CreateRequest(string? Name, ScorecardRole? Role, bool IsPlatform, IReadOnlyList<SchemeItem>? Items, IReadOnlyList<AdjustmentOffer>? Offers);

    public sealed record ChangeRequest(long Version, string? Name, IReadOnlyList<SchemeItem>? Items, IReadOnlyList<AdjustmentOffer>? Offers);

    public sealed record AssignRequest(IReadOnlyList<Guid>? AgentIds);

    public async Task<IReadOnlyList<ScorecardView>> All(Guid shopId, CancellationToken cancel)
    {
        var agents = (await db.Set<ScorecardAgent>().Where(a => a.ShopId == shopId).ToListAsync(cancel)).ToLookup(a => a.ScorecardId, a => a.AgentId);
        return (await db.Set<ScorecardRow>().Where(c => c.ShopId == shopId && c.ArchivedAt == null).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).ToListAsync(cancel)).ConvertAll(c => View(c, agents[c.Id]));
    }

    public async Task<ScorecardView> Create(HttpContext http, CreateRequest request, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var name = Name(request.Name);
        var scheme = new Scheme(request.Role ?? throw Refusal.Invalid("role"), request.IsPlatform, request.Items ?? throw Refusal.Invalid("items"), request.Offers ?? []);
        scheme.Check();
        var card = new ScorecardRow { ShopId = shopId, Name = name, Role = scheme.Role, IsPlatform = scheme.IsPlatform, Document = new(scheme.Items, scheme.Offers), Version = 1, CreatedAt = time.Now() };
        await Named(() => db.InTransaction(async () =>
        {
            if (await db.Set<ScorecardRow>().CountAsync(c => c.ShopId == shopId && c.ArchivedAt == null, cancel) >= MostCards)
                throw Refusal.Conflict("too_many_scorecards");
            db.Add(card);
            Audit.Add(db, http, "scorecard.created", name, null, card.Document);
        }, cancel));
        return View(card, []);
    }

    public async Task<ScorecardView> Change(HttpContext http, Guid id, ChangeRequest request, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var name = Name(request.Name);
        await Find(shopId, id, cancel);
        await Named(() => db.InTransaction(async () =>
        {
            var card = await db.Set<ScorecardRow>().AsTracking().SingleAsync(c => c.ShopId == shopId && c.Id == id, cancel);
            if (card.Version != request.Version)
                throw Refusal.Conflict("changed_meanwhile");
            var scheme = card.Scheme with { Items = request.Items ?? throw Refusal.Invalid("items"), Offers = request.Offers ?? [] };
            scheme.Check();
            var next = new ScorecardDocument(scheme.Items, scheme.Offers);
            Audit.Add(db, http, "scorecard.changed", card.Name, new { card.Name, card.Document.Items, card.Document.Offers }, new { Name = name, next.Items, next.Offers });
            (card.Name, card.Document, card.Version) = (name, next, card.Version + 1);
        }, cancel));
        return await One(shopId, id, cancel);
    }

    public async Task Archive(HttpContext http, Guid id, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var found = await Find(shopId, id, cancel);
        await db.InTransaction(async () =>
        {
            await db.Set<ScorecardAgent>().Where(a => a.ShopId == shopId && a.ScorecardId == id).ExecuteDeleteAsync(cancel);
            await db.Set<ScorecardRow>().Where(c => c.ShopId == shopId && c.Id == id).ExecuteUpdateAsync(c => c.SetProperty(x => x.ArchivedAt, time.Now()).SetProperty(x => x.Version, x => x.Version + 1), cancel);
            Audit.Add(db, http, "scorecard.archived", found.Name);
        }, cancel);
    }

    /// <summary>These and nobody else; who was measured by another scorecard leaves it.</summary>
    public async Task<ScorecardView> Assign(HttpContext http, Guid id, AssignRequest request, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var found = await Find(shopId, id, cancel);
        var wanted = People(request.AgentIds);
        if (await db.Set<Agent>().CountAsync(a => a.ShopId == shopId && wanted.Contains(a.Id), cancel) != wanted.Count)
            throw Refusal.Invalid("agentIds", "agents of this shop");
        await db.InTransaction(async () =>
        {
            await db.Set<ScorecardAgent>().Where(a => a.ShopId == shopId && (a.ScorecardId == id || wanted.Contains(a.AgentId))).ExecuteDeleteAsync(cancel);
            db.AddRange(wanted.Select(agent => new ScorecardAgent { ShopId = shopId, AgentId = agent, ScorecardId = id }));
            var names = await db.Set<Agent>().Where(a => a.ShopId == shopId && wanted.Contains(a.Id)).OrderBy(a => a.Name).Select(a => a.Name).ToListAsync(cancel);
            Audit.Add(db, http, "scorecard.assigned", found.Name, null, new { agents = names });
        }, cancel);
        return await One(shopId, id, cancel);
    }

    public static List<Guid> People(IReadOnlyList<Guid>? ids) =>
        ids is { Count: <= MostPeople } ? [.. ids.Distinct()] : throw Refusal.Invalid("agentIds", $"at most {MostPeople} agents");

    private async Task<ScorecardView> One(Guid shopId, Guid id, CancellationToken cancel) => (await All(shopId, cancel)).FirstOrDefault(c => c.Id == id) ?? throw Refusal.NotFound();

    private async Task<ScorecardRow> Find(Guid shopId, Guid id, CancellationToken cancel) =>
        await db.Set<ScorecardRow>().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == id && c.ArchivedAt == null, cancel) ?? throw Refusal.NotFound();

    private static string Name(string? name)
    {
        AgentFields.Text(name ?? "", "name", 1, Scheme.MostName);
        return name!.Trim();
    }

    private async Task Named(Func<Task> save)
    {
        try
        {
            await save();
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            throw new Refusal(StatusCodes.Status409Conflict, "name_taken", "name");
        }
    }

    private static ScorecardView View(ScorecardRow card, IEnumerable<Guid> agents) =>
        new(card.Id, card.Name, card.Role, card.IsPlatform, card.Scheme.Full, card.Document.Items, card.Document.Offers, card.Version, [.. agents]);
}
