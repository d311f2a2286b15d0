using Microsoft.EntityFrameworkCore;
using Yingke.Domain;
using Yingke.Domain.Knowledge;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Knowledge;

/// <summary>What editors do with entries. What changes the published ones is a new version of the shop's knowledge base, which all nodes hear of at once.</summary>
internal sealed class EditKnowledge(Db db, KnowledgeBase knowledge, NodeBus bus, TimeProvider time)
{
    public const int MostEntries = 100_000;
    private const int MostAtOnce = 200;
    private const int Tries = 3;

    public sealed record KnowledgeContentRequest(
        KnowledgeKind? Kind, string? Question, IReadOnlyList<string>? Phrasings, string? Answer, Guid? CategoryId, IReadOnlyList<string>? Products, DateOnly? ValidFrom, DateOnly? ValidTo)
    {
        public KnowledgeContent Content => new()
        {
            Kind = Kind ?? throw Refusal.Invalid("kind"), Question = Question ?? throw Refusal.Invalid("question"), Answer = Answer ?? throw Refusal.Invalid("answer"), CategoryId = CategoryId,
            Phrasings = Clean(Phrasings, "phrasings"), Products = Clean(Products, "products"), ValidFrom = ValidFrom, ValidTo = ValidTo,
        };

        private static IReadOnlyList<string> Clean(IReadOnlyList<string>? texts, string field) => texts?.Contains(null!) == true ? throw Refusal.Invalid(field) : texts ?? [];
    }

    /// <param name="UnansweredId">The question that it answers.</param>
    public sealed record AddEntryRequest(KnowledgeContentRequest? Content, Guid? UnansweredId);

    /// <param name="Version">The one that the change began with.</param>
    public sealed record WriteEntryRequest(long Version, KnowledgeContentRequest? Content, Guid? UnansweredId);

    public sealed record EntryVersion(long Version);

    public sealed record EntryNote(long Version, string? Note);

    /// <param name="Number">Of the old version that is to be written anew.</param>
    public sealed record RestoreEntryRequest(long Version, int? Number);

    public sealed record EntryAt(Guid Id, long Version);

    public sealed record PublishEntriesRequest(IReadOnlyList<EntryAt>? Entries);

    public sealed record EntriesPublished(int Count);

    public async Task<Guid> Add(HttpContext http, AddEntryRequest request, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var entry = KnowledgeEntry.Begin(shopId, await Known(shopId, request.Content, null, cancel), By(http), time.Now());
        await db.InTransaction(async () =>
        {
            if (await db.Set<KnowledgeEntry>().CountAsync(e => e.ShopId == shopId, cancel) >= MostEntries)
                throw Refusal.Conflict("too_many_entries");
            db.Add(entry);
            Keep(entry);
            await WriteFor(shopId, request.UnansweredId, entry.Id, cancel);
        }, cancel);
        return entry.Id;
    }

    public Task Write(HttpContext http, Guid id, WriteEntryRequest request, CancellationToken cancel) => Change(http, id, async entry =>
    {
        entry.Write(request.Version, await Known(entry.ShopId, request.Content, entry.Content.CategoryId, cancel), By(http), time.Now());
        await WriteFor(entry.ShopId, request.UnansweredId, id, cancel);
    }, cancel);

    public Task Submit(HttpContext http, Guid id, EntryVersion request, CancellationToken cancel) => Change(http, id, entry => entry.Submit(request.Version, time.Now()), cancel);

    public Task Return(HttpContext http, Guid id, EntryNote request, CancellationToken cancel) => Change(http, id, entry => entry.Return(request.Version, request.Note, time.Now()), cancel);

    /// <summary>An entry that never was in use goes; of one in use only the draft.</summary>
    public Task Discard(HttpContext http, Guid id, long version, CancellationToken cancel) => Change(http, id, async entry =>
    {
        entry.Discard(version, time.Now());
        foreach (var question in await db.Set<UnansweredQuestion>().AsTracking().Where(q => q.ShopId == entry.ShopId && q.EntryId == id && q.State == UnansweredState.InWriting).ToListAsync(cancel))
            question.LetGo();
        if (entry.Published is null && entry.Revision == 0)
            db.Remove(entry);
    }, cancel);

    /// <summary>The words of an old version as a new draft.</summary>
    public Task Restore(HttpContext http, Guid id, RestoreEntryRequest request, CancellationToken cancel) => Change(http, id, async entry =>
    {
        var old = await db.Set<KnowledgeRevision>().SingleOrDefaultAsync(r => r.ShopId == entry.ShopId && r.EntryId == id && r.Number == request.Number, cancel) ?? throw Refusal.NotFound();
        entry.Write(request.Version, old.Content, By(http), time.Now());
    }, cancel);

    public Task Withdraw(HttpContext http, Guid id, EntryNote request, CancellationToken cancel) => Serve(http, async version =>
    {
        var entry = await Find(http, id, cancel);
        entry.Withdraw(request.Version, request.Note, version, time.Now());
        Audit.Add(db, http, "knowledge.withdrawn", entry.Content.Question, null, new { entry.Note });
    }, cancel);

    public Task Publish(HttpContext http, Guid id, EntryVersion request, CancellationToken cancel) => Pass(http, new([new(id, request.Version)]), cancel);

    /// <summary>All of them, or none.</summary>
    public async Task<EntriesPublished> Pass(HttpContext http, PublishEntriesRequest request, CancellationToken cancel)
    {
        if (request.Entries is not { Count: > 0 and <= MostAtOnce } entries || entries.Contains(null!) || entries.DistinctBy(e => e.Id).Count() != entries.Count)
            throw Refusal.Invalid("entries", $"1–{MostAtOnce}");
        await Serve(http, async version =>
        {
            var now = time.Now();
            foreach (var (id, known) in entries)
            {
                var entry = await Find(http, id, cancel);
                db.Add(entry.Publish(known, By(http), version, now));
                Audit.Add(db, http, "knowledge.published", entry.Content.Question, null, new { entry.Revision });
                foreach (var question in await db.Set<UnansweredQuestion>().AsTracking().Where(q => q.ShopId == entry.ShopId && q.EntryId == id && q.State == UnansweredState.InWriting).ToListAsync(cancel))
                    question.Answer();
            }
        }, cancel);
        return new(entries.Count);
    }

    /// <summary>Counts the version up first, which makes changes of what is in use wait for each other.</summary>
    private async Task Serve(HttpContext http, Func<long, Task> work, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        for (var i = 1; ; i++)
        {
            try
            {
                await db.InTransaction(async () => await work(await NextVersion(shopId, cancel)), cancel);
                break;
            }
            catch (DbUpdateException first) when (i < Tries && db.Dialect.UniqueViolation(first) is not null)
            {
                // Another node published the shop's first entry at this moment.
                db.ChangeTracker.Clear();
            }
        }
        await Tell(shopId);
    }

    public async Task<long> NextVersion(Guid shopId, CancellationToken cancel)
    {
        if (await db.Set<KnowledgeBaseRow>().Where(b => b.ShopId == shopId).ExecuteUpdateAsync(b => b.SetProperty(x => x.Version, x => x.Version + 1), cancel) > 0)
            return await db.Set<KnowledgeBaseRow>().Where(b => b.ShopId == shopId).Select(b => b.Version).SingleAsync(cancel);
        db.Add(new KnowledgeBaseRow { ShopId = shopId, Version = 1 });
        return 1;
    }

    private async Task Tell(Guid shopId)
    {
        db.ChangeTracker.Clear();
        knowledge.Stale(shopId);
        await bus.Publish(new ShopMoved(shopId, ShopPart.Knowledge), CancellationToken.None);
    }

    private Task Change(HttpContext http, Guid id, Action<KnowledgeEntry> work, CancellationToken cancel) => Change(http, id, entry =>
    {
        work(entry);
        return Task.CompletedTask;
    }, cancel);

    private Task Change(HttpContext http, Guid id, Func<KnowledgeEntry, Task> work, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var entry = await Find(http, id, cancel);
        await work(entry);
        if (db.Entry(entry).State != EntityState.Deleted)
            Keep(entry);
    }, cancel);

    private async Task<KnowledgeEntry> Find(HttpContext http, Guid id, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        return await db.Set<KnowledgeEntry>().AsTracking().SingleOrDefaultAsync(e => e.ShopId == shopId && e.Id == id, cancel) ?? throw Refusal.NotFound();
    }

    /// <summary>The columns that an entry is sought by.</summary>
    public void Keep(KnowledgeEntry entry)
    {
        db.Entry(entry).Property(KnowledgeTables.Sought).CurrentValue = KnowledgeBase.PlainOf(entry.Content);
        db.Entry(entry).Property(KnowledgeTables.CategoryId).CurrentValue = entry.Content.CategoryId;
    }

    /// <summary>A category that was archived meanwhile may stay, but not be chosen anew.</summary>
    private async Task<KnowledgeContent> Known(Guid shopId, KnowledgeContentRequest? request, Guid? present, CancellationToken cancel)
    {
        var content = (request ?? throw Refusal.Invalid("content")).Content;
        if (content.CategoryId is { } category && category != present)
            await db.CheckCategory(shopId, category, cancel);
        return content;
    }

    private async Task WriteFor(Guid shopId, Guid? unansweredId, Guid entryId, CancellationToken cancel)
    {
        if (unansweredId is not { } asked)
            return;
        var question = await db.Set<UnansweredQuestion>().AsTracking().SingleOrDefaultAsync(q => q.ShopId == shopId && q.Id == asked, cancel) ?? throw Refusal.Invalid("unansweredId");
        question.WriteFor(entryId);
    }

    public static Editor By(HttpContext http) => http.Agent() is { } agent ? new(agent.AgentId, agent.Name, agent.IsOwner) : throw new RuleViolation("signed_out");
}
