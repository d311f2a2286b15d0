using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>What the browser of a signed-in agent needs to know about them and their shop.</summary>
internal sealed record Me(MeAgent Agent, MeShop Shop, IReadOnlyDictionary<string, Scope> Permissions, MePresence Presence, MeSettings Settings, DateTimeOffset ServerTime);

internal sealed record MeAgent(
    Guid Id, string AccountName, string Name, MePost Post, Groups Groups, bool Im, int Capacity, int Weight, [property: WordsOf("zh-CN", "en-US")] string Language, string? EmployeeNumber, string? Greeting, bool SecondFactor, bool Owner);

internal sealed record MePost(Guid Id, string Name);

internal sealed record MeShop(Guid Id, string Code, string Name, string PublicKey, string TimeZone);

internal sealed record MePresence(Presence Presence, string? Reason, DateTimeOffset Since, PresenceCause Cause);

internal sealed record MeSettings(
    int WaitAmberSeconds, int WaitRedSeconds, int WaitDeepSeconds, int PopupSeconds, IReadOnlyList<string> PresenceReasons, IReadOnlyList<string> CloseReasons,
    IReadOnlyList<string> CloseTags, IReadOnlyList<string> TransferReasons, bool TypingPreview, int RecallSeconds, int MaxTextLength, long MaxFileBytes, int CapacityLimit, IReadOnlyList<string> PictureHosts);

internal sealed class MeView(Db db, TimeProvider time)
{
    public async Task<Me> Of(Guid shopId, Guid agentId, CancellationToken cancel)
    {
        var shop = await db.Set<Shop>().AsNoTracking().SingleAsync(s => s.Id == shopId, cancel);
        var agent = await db.Set<Agent>().AsNoTracking().SingleOrDefaultAsync(a => a.ShopId == shopId && a.Id == agentId, cancel) ?? throw Refusal.NotFound();
        var post = await db.Set<Post>().AsNoTracking().SingleAsync(p => p.ShopId == shopId && p.Id == agent.PostId, cancel);
        var s = shop.Settings;
        return new(
            new(agent.Id, agent.AccountName, agent.Name, new(post.Id, post.Name), agent.Groups, agent.ImEnabled, agent.Capacity, agent.Weight, agent.Language,
                agent.EmployeeNumber, agent.Greeting, agent.TotpSecret is not null, agent.IsOwner),
            new(shop.Id, shop.Code, shop.Name, shop.PublicKey, shop.TimeZone),
            agent.IsOwner ? Domain.Accounts.Permissions.All.ToDictionary(p => p.Id, _ => Scope.All) : post.Permissions,
            new(agent.Presence, agent.PresenceReason, agent.PresenceSince, agent.PresenceCause),
            new(s.Reply.AmberSeconds, s.Reply.RedSeconds, s.Reply.DeepSeconds, s.Reply.PopupSeconds, s.Presence.Reasons, s.Conversation.CloseReasons, s.Conversation.CloseTags,
                s.Conversation.TransferReasons, s.Conversation.TypingPreview, s.Conversation.RecallSeconds, s.Limits.TextLength, s.Limits.FileBytes, s.CapacityLimit,
                [.. s.Widget.AllowedOrigins.Select(o => new Uri(o).Authority).Concat(s.Widget.PictureHosts).Distinct()]),
            time.Now());
    }
}
