using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Knowledge;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Knowledge;

/// <summary>Questions without an answer, the most asked first, as editors go through them.</summary>
internal sealed class SettleUnanswered(Db db, Unanswered unanswered)
{
    /// <param name="Entry">The entry that is written, or was published, for it, by its question.</param>
    public sealed record UnansweredView(Guid Id, string Text, int Asked, int ByRobot, int BySearch, DateTimeOffset FirstAt, DateTimeOffset LastAt, UnansweredState State, Guid? EntryId, string? Entry);

    public sealed record UnansweredPage(IReadOnlyList<UnansweredView> Items, bool More);

    public sealed record UnansweredRequest(string? Text);

    public async Task<UnansweredPage> List(CurrentAgent by, UnansweredState state, int skip, int limit, CancellationToken cancel)
    {
        var size = Paging.Limit(limit, 200);
        if (skip is < 0 or > 100_000)
            throw Refusal.Invalid("skip");
        var found = await db.Set<UnansweredQuestion>().Where(u => u.ShopId == by.ShopId && u.State == state).OrderByDescending(u => u.ByRobot + u.BySearch).ThenByDescending(u => u.LastAt).ThenBy(u => u.Id)
            .Skip(skip).Take(size + 1).ToListAsync(cancel);
        var ids = found.Where(u => u.EntryId != null).Select(u => u.EntryId!.Value).ToList();
        var entries = (await db.Set<KnowledgeEntry>().Where(e => e.ShopId == by.ShopId && ids.Contains(e.Id)).ToListAsync(cancel)).ToDictionary(e => e.Id, e => e.Content.Question);
        return new([.. found.Take(size).Select(u => new UnansweredView(
            u.Id, u.Text, u.ByRobot + u.BySearch, u.ByRobot, u.BySearch, u.FirstAt, u.LastAt, u.State, u.EntryId, u.EntryId is { } entry ? entries.GetValueOrDefault(entry) : null))], found.Count > size);
    }

    /// <summary>An agent sought it and found nothing.</summary>
    public async Task Ask(CurrentAgent by, UnansweredRequest request, CancellationToken cancel)
    {
        if (request.Text is not { Length: <= UnansweredQuestion.LongestText } text || UnansweredQuestion.PlainOf(text) is null)
            throw Refusal.Invalid("text", $"2–{UnansweredQuestion.LongestText} characters");
        await unanswered.Note(by.ShopId, text, UnansweredFrom.Search, cancel);
    }

    public Task Dismiss(CurrentAgent by, Guid id, CancellationToken cancel) => Change(by, id, question => question.Dismiss(), cancel);

    public Task Reopen(CurrentAgent by, Guid id, CancellationToken cancel) => Change(by, id, question => question.Reopen(), cancel);

    private Task Change(CurrentAgent by, Guid id, Action<UnansweredQuestion> work, CancellationToken cancel) => db.InTransaction(async () =>
    {
        work(await db.Set<UnansweredQuestion>().AsTracking().SingleOrDefaultAsync(u => u.ShopId == by.ShopId && u.Id == id, cancel) ?? throw Refusal.NotFound());
    }, cancel);
}
