using Yingke.Domain.Accounts;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

/// <param name="For">buyer or seller.</param>
/// <param name="PaidByPlatform">The platform refunded first and charges the shop: no gateway of the shop's is asked.</param>
internal sealed record DecisionRequest(string? For, string? Reason, string? Key, long? GoodsFen, long? FreightFen, bool? PaidByPlatform);

/// <summary>What the platform decided on a case that it froze: for the seller it ends, for the buyer it is refunded (spec: orders-aftersales.md, platform steps in).</summary>
internal sealed class DecidePlatformCase(Db db, Steps steps, RequestRefund refund, AfterSaleViews views)
{
    public async Task<ApplicationView> Handle(Guid id, DecisionRequest request, HttpContext http, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var reason = MessageText.Check(request.Reason, 500, "reason");
        if (request.For is not ("buyer" or "seller"))
            throw Refusal.Invalid("for", "buyer or seller");
        await db.MustSee(agent, id, cancel);
        var by = Actor.Of(agent, Party.Platform);
        if (request.For == "seller")
        {
            await steps.Make(by, id, (a, now) => a.DecideForSeller(now), new { reason }, cancel);
            return await views.One(agent, id, cancel);
        }
        if (!agent.May(Permission.RefundPay))
            throw Refusal.Forbidden(Permission.RefundPay);
        var frozen = (await views.One(agent, id, cancel)).Row.State;
        if (frozen != ApplicationState.PlatformIn && request.Key is null)
            throw new Yingke.Domain.RuleViolation("step_not_allowed");
        await refund.Handle(by, id, new(request.Key, request.GoodsFen, request.FreightFen), cancel, request.PaidByPlatform == true ? Payer.Platform : Payer.Shop, http);
        return await views.One(agent, id, cancel);
    }
}
