using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Routing;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>An account as those who manage or supervise it see it.</summary>
internal sealed record AgentView(
    Guid Id, string AccountName, string Name, string? EmployeeNumber, Guid PostId, string PostName, Groups Groups, bool Im, int Capacity, int Weight, string? Extension,
    Grade Grade, string? Company, [property: WordsOf("zh-CN", "en-US")] string Language, string? Greeting, bool Suspended, bool Owner, bool SecondFactor, DateTimeOffset? LastSignIn, DateTimeOffset? LapsesAt)
{
    public static AgentView Of(Agent a, string postName) => new(
        a.Id, a.AccountName, a.Name, a.EmployeeNumber, a.PostId, postName, a.Groups, a.ImEnabled, a.Capacity, a.Weight, a.Extension, a.Grade, a.Company, a.Language,
        a.Greeting, a.SuspendedAt is not null, a.IsOwner, a.TotpSecret is not null, a.LastSignInAt, a.LapsesAt);

    /// <summary>What the audit log keeps of an account: what people decided, by names.</summary>
    public static object Logged(Agent a, string postName) => new
    {
        a.Name, a.EmployeeNumber, Post = postName, a.Groups, Im = a.ImEnabled, a.Capacity, a.Weight, a.Extension, a.Grade, a.Company, a.Language, a.Greeting,
        Suspended = a.SuspendedAt is not null,
    };

    public static async Task<AgentView> Load(Db db, Guid shopId, Guid agentId, CancellationToken cancel)
    {
        var found = await (
            from a in db.Set<Agent>()
            join p in db.Set<Post>() on new { a.ShopId, a.PostId } equals new { p.ShopId, PostId = p.Id }
            where a.ShopId == shopId && a.Id == agentId
            select new { a, p.Name }).SingleOrDefaultAsync(cancel) ?? throw Platform.Web.Refusal.NotFound();
        return Of(found.a, found.Name);
    }
}
