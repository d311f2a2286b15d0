using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>What a person sets about themselves: name, language, greeting, and the capacity up to the shop's limit.</summary>
internal static class ChangeProfile
{
    /// <param name="Greeting">Empty for none.</param>
    public sealed record Request(string? Name, string? Language, string? Greeting, int? Capacity);

    public static async Task<Me> Handle(Request request, HttpContext http, ChangeSeat seats, NodeBus bus, MeView view, CancellationToken cancel)
    {
        var me = http.Agent()!;
        var fields = new AgentFields { Name = request.Name, Language = request.Language, Greeting = request.Greeting };
        fields.Check();
        await seats.Handle(me.ShopId, me.AgentId, (turn, person) =>
        {
            var limit = turn.Shop.Settings.CapacityLimit;
            if (request.Capacity < 0 || request.Capacity > limit)
                throw Refusal.Invalid("capacity", $"0–{limit}");
            fields.Apply(person.Row);
            person.Row.Capacity = request.Capacity ?? person.Row.Capacity;
            return Task.CompletedTask;
        }, cancel);
        await bus.Publish(new ShopMoved(me.ShopId, ShopPart.Agents), CancellationToken.None);
        return await view.Of(me.ShopId, me.AgentId, cancel);
    }
}
