using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Pay;

internal sealed record SuggestionView(
    Guid Id, string AgentName, string Subject, string Evidence, Guid? ConversationId, DateTimeOffset CreatedAt, SuggestionState State, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason, long RewardFen);

internal sealed record SuggestionList(IReadOnlyList<SuggestionView> Items);

/// <summary>建议: filed by whoever works here, adopted or declined with a reason by a supervisor; an adopted one can become a reward row. (spec: accounts.md, Suggestions)</summary>
internal sealed class Suggest(Db db, ShopDirectory shops, TimeProvider time)
{
    public const string Cause = "suggestion";

    private const int AtMost = 500;

    public sealed record FileRequest(string? ClientId, string? Subject, string? Evidence, Guid? ConversationId);

    /// <param name="RewardFen">0 for none; the setting unless said.</param>
    public sealed record DecideRequest(bool Adopt, string? Reason, long? RewardFen);

    public async Task<SuggestionList> List(CurrentAgent viewer, CancellationToken cancel)
    {
        var names = await shops.Names(viewer.ShopId, cancel);
        return new((await Visible(viewer).OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id).Take(AtMost).ToListAsync(cancel)).ConvertAll(s => View(s, names)));
    }

    public async Task<SuggestionView> File(CurrentAgent by, FileRequest request, CancellationToken cancel)
    {
        var clientId = SendMessage.CheckClientId(request.ClientId);
        AgentFields.Text(request.Subject ?? "", "subject", 1, 60);
        AgentFields.Text(request.Evidence ?? "", "evidence", 1, 2000);
        if (request.ConversationId is { } talk && !await db.Set<Domain.Conversations.Conversation>().VisibleTo(by, db).AnyAsync(c => c.Id == talk, cancel))
            throw Refusal.Invalid("conversationId");
        var row = new Suggestion { ShopId = by.ShopId, AgentId = by.AgentId, Subject = request.Subject!.Trim(), Evidence = request.Evidence!.Trim(), ConversationId = request.ConversationId, CreatedAt = time.Now(), ClientId = clientId };
        await db.InTransaction(async () =>
        {
            if (await db.Set<Suggestion>().SingleOrDefaultAsync(s => s.ShopId == by.ShopId && s.AgentId == by.AgentId && s.ClientId == clientId, cancel) is { } earlier)
                row = earlier;
            else
                db.Add(row);
        }, cancel);
        return View(row, await shops.Names(by.ShopId, cancel));
    }

    public async Task<SuggestionView> Decide(HttpContext http, Guid id, DecideRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var settings = await db.PaySettings(by.ShopId, cancel);
        if (!await Visible(by).AnyAsync(s => s.Id == id, cancel))
            throw Refusal.NotFound();
        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
        if (reason?.Length > 300 || (!request.Adopt && reason is null))
            throw Refusal.Invalid("reason", "1–300 characters");
        var fen = !request.Adopt ? 0 : request.RewardFen ?? settings.SuggestionFen;
        if (fen is < 0 or > PaySettings.MostFen)
            throw Refusal.Invalid("rewardFen", $"0–{PaySettings.MostFen}");
        var points = request.Adopt ? (await db.PaySettings(by.ShopId, cancel)).Hundredths(Cause) : 0;
        var now = time.Now();
        var row = await db.InTransaction(async () =>
        {
            var decided = request.Adopt ? SuggestionState.Adopted : SuggestionState.Declined;
            if (await db.Set<Suggestion>().Where(s => s.ShopId == by.ShopId && s.Id == id && s.State == SuggestionState.Filed).ExecuteUpdateAsync(
                s => s.SetProperty(x => x.State, decided).SetProperty(x => x.DecidedBy, by.Name).SetProperty(x => x.DecidedAt, now).SetProperty(x => x.Reason, reason).SetProperty(x => x.RewardFen, fen), cancel) == 0)
                throw Refusal.Conflict("decided_already");
            var one = await db.Set<Suggestion>().SingleAsync(s => s.ShopId == by.ShopId && s.Id == id, cancel);
            if (fen > 0 || points > 0)
                await db.Enter(new LedgerRow { ShopId = by.ShopId, Cause = Cause, SubjectId = id, Kind = RowKind.Reward, AgentId = one.AgentId, Fen = fen, Hundredths = points, At = now, Details = one.Subject, ConversationId = one.ConversationId, ByName = by.Name }, cancel);
            Audit.Add(db, http, request.Adopt ? "suggestion.adopted" : "suggestion.declined", one.Subject, null, new { fen, reason });
            return one;
        }, cancel);
        return View(row, await shops.Names(by.ShopId, cancel));
    }

    private IQueryable<Suggestion> Visible(CurrentAgent viewer) =>
        db.Set<Suggestion>().Where(s => s.ShopId == viewer.ShopId && (viewer.Permissions.ContainsKey(Permission.ScorecardsEdit) || s.AgentId == viewer.AgentId));

    private static SuggestionView View(Suggestion s, IReadOnlyDictionary<Guid, string> names) =>
        new(s.Id, names.GetValueOrDefault(s.AgentId, "—"), s.Subject, s.Evidence, s.ConversationId, s.CreatedAt, s.State, s.DecidedBy, s.DecidedAt, s.Reason, s.RewardFen);
}
