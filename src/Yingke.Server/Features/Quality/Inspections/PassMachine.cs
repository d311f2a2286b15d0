using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Performance;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Quality.Phrases;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Inspections;

/// <summary>
/// Gives every closed conversation its machine sheet, once. What was closed since the last look is found by its close; what an import brought, by a look at
/// all closed ones, in the order of their ids and in bounded steps that go on where the last one stopped. (spec: quality.md, Inspection)
/// </summary>
internal sealed class PassMachine(Db db, PhraseBooks books, TimeProvider time)
{
    private const int AtOnce = 200;

    /// <summary>Of one shop in one turn of the job: the others wait no longer than this takes.</summary>
    private const int InOneTurn = 2000;

    /// <summary>Nodes' clocks differ, and a transaction may be slow: so far back everything is looked at again.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    /// <summary>What is looked for.</summary>
    private sealed record Look(PhraseBook Book, int SlowSeconds, IReadOnlyList<ServiceTimes> Times);

    /// <summary>Every shop in turn.</summary>
    public async Task Run(CancellationToken cancel)
    {
        foreach (var shopId in await db.Set<Shop>().Select(s => s.Id).ToListAsync(cancel))
            await Turn(shopId, InOneTurn, cancel);
    }

    /// <summary>Every conversation that is closed by now has its sheet afterwards.</summary>
    /// <returns>How many were made.</returns>
    public Task<int> CatchUp(Guid shopId, CancellationToken cancel) => Turn(shopId, int.MaxValue, cancel);

    private async Task<int> Turn(Guid shopId, int most, CancellationToken cancel)
    {
        var (now, state, made) = (time.Now(), await State(shopId, cancel), 0);
        var shop = await db.Set<Shop>().SingleAsync(s => s.Id == shopId, cancel);
        var look = new Look((await books.Of(shopId, cancel)).Book, (await db.QualitySettings(shopId, cancel)).SlowSeconds, await db.AllServiceTimes(shop, cancel));
        var missing = db.Set<Conversation>().Where(c => c.ShopId == shopId && c.State == ConversationState.Closed && !db.Set<MachineSheet>().Any(m => m.ShopId == shopId && m.ConversationId == c.Id));
        var (since, seen) = (state.SeenAt - Margin, false);
        while (made < most && !seen)
        {
            var page = await missing.Where(c => c.ClosedAt >= since).OrderBy(c => c.ClosedAt).ThenBy(c => c.Id).Select(c => c.Id).Take(AtOnce).ToListAsync(cancel);
            await Make(shopId, page, look, cancel);
            (made, seen) = (made + page.Count, page.Count < AtOnce);
        }
        var after = state.AfterId;
        while (made < most && after is { } last)
        {
            var page = await missing.Where(c => c.Id.CompareTo(last) > 0).OrderBy(c => c.Id).Select(c => c.Id).Take(AtOnce).ToListAsync(cancel);
            await Make(shopId, page, look, cancel);
            (made, after) = (made + page.Count, page.Count < AtOnce ? null : page[^1]);
        }
        if (made > 0 || after != state.AfterId || now - state.SeenAt > Margin / 10)
        {
            using var turn = await db.Dialect.EnterWrite(cancel);
            await db.Set<MachinePassState>().Where(s => s.ShopId == shopId && s.Version == state.Version)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, seen ? now : state.SeenAt).SetProperty(x => x.AfterId, after), cancel);
        }
        return made;
    }

    /// <summary>Whenever a look at all logs is asked for, it begins anew.</summary>
    private async Task<MachinePassState> State(Guid shopId, CancellationToken cancel)
    {
        var asked = await db.Set<Projection>().Where(p => p.ShopId == shopId).Select(p => (long?)p.Version).SingleOrDefaultAsync(cancel) ?? 0;
        if (await db.Set<MachinePassState>().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel) is { } known && known.Version == asked)
            return known;
        using var turn = await db.Dialect.EnterWrite(cancel);
        await db.Database.ExecuteSqlRawAsync(
            "INSERT INTO machine_passes (shop_id, seen_at, version, after_id) VALUES ({0}, {1}, {2}, {3}) ON CONFLICT (shop_id) DO UPDATE SET version = excluded.version, after_id = excluded.after_id",
            [Id(shopId), time.Now().Stored(), asked, Id(Guid.Empty)], cancel);
        return await db.Set<MachinePassState>().SingleAsync(s => s.ShopId == shopId, cancel);
    }

    private async Task Make(Guid shopId, List<Guid> ids, Look look, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return;
        var closed = await db.Set<Conversation>().Where(c => c.ShopId == shopId && ids.Contains(c.Id)).Select(c => new { c.Id, At = c.ClosedAt!.Value }).ToListAsync(cancel);
        var logs = await TalkLogs.Read(db, shopId, ids, cancel);
        var texts = (await db.Set<Entry>().Where(e => e.ShopId == shopId && ids.Contains(e.ConversationId) && e.Kind == EntryKind.Text && e.From == Sender.Agent && e.SenderId != null && e.Text != null)
            .OrderBy(e => e.Seq).Select(e => new { e.ConversationId, e.Seq, e.SenderId, e.Text }).ToListAsync(cancel)).ToLookup(e => e.ConversationId, e => new SaidText(e.Seq, e.SenderId!.Value, e.Text!));
        var now = time.Now();
        var sheets = closed.ConvertAll(c =>
        {
            List<Entry> log = [.. logs[c.Id]];
            var findings = MachinePass.Of(log, [.. texts[c.Id]], look.Book, look.SlowSeconds, look.Times);
            return new MachineSheet
            {
                ShopId = shopId, ConversationId = c.Id, ClosedAt = c.At, MadeAt = now, Agents = [.. Stints.Of(log).Stints.Where(s => s.IsConsultation).Select(s => s.AgentId).Distinct()],
                Messages = log.Count(e => e.IsMessage), HitAgentId = findings.FirstOrDefault(f => f.IsGrave)?.AgentId, Findings = findings,
            };
        });
        await db.InTransaction(async () =>
        {
            // Whoever else makes them, makes the same: the first stay.
            if (db.Dialect.IsPostgres)
                await db.Database.SqlQuery<long>($"SELECT version AS \"Value\" FROM machine_passes WHERE shop_id = {shopId} FOR UPDATE").ToListAsync(cancel);
            var there = await db.Set<MachineSheet>().Where(m => m.ShopId == shopId && ids.Contains(m.ConversationId)).Select(m => m.ConversationId).ToListAsync(cancel);
            await db.BulkInsert(sheets.FindAll(s => !there.Contains(s.ConversationId)), cancel);
        }, cancel);
    }

    private object Id(Guid id) => db.Dialect.IsPostgres ? id : id.ToByteArray(true);
}
