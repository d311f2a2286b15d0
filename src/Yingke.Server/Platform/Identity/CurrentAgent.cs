using Yingke.Domain.Accounts;

namespace Yingke.Server.Platform.Identity;

/// <summary>Who asks: a signed-in agent, or a program with the shop's key. Filled once per request by the authentication.</summary>
internal sealed record CurrentAgent(
    Guid ShopId, Guid AgentId, string Name, string? Company, bool IsOwner, Guid? SessionId, Guid? ApiKeyId,
    IReadOnlyDictionary<string, Scope> Permissions)
{
    /// <summary>How far <paramref name="permission"/> reaches, or null without it.</summary>
    public Scope? Reach(string permission) => Permissions.TryGetValue(permission, out var scope) ? scope : null;

    public bool May(string permission) => Permissions.ContainsKey(permission);

    public string ActorKind => ApiKeyId is null ? "agent" : "api_key";
}

/// <summary>A buyer's window, by its signed token.</summary>
/// <param name="Identified">True once the shop's server vouched for the member in this token.</param>
internal sealed record CurrentVisitor(Guid ShopId, Guid BuyerId, bool Identified);
