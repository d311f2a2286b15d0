using System.Text.Json;
using System.Text.Json.Nodes;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>
/// Writes who did what, when, from where, old and new, in the transaction that does it. Every privileged action calls it; nothing ever
/// changes or removes a record. Passwords, keys and secrets are never given to it: the caller passes what may be read.
/// </summary>
internal static class Audit
{
    /// <param name="action">Glossary words joined by a dot, in the past tense: <c>agent.changed</c>.</param>
    /// <param name="subject">What it was done to, in words people know; no ids.</param>
    /// <param name="old">The values before; of two objects only the members that differ are kept.</param>
    /// <param name="new">The values after.</param>
    public static void Add(Db db, HttpContext http, string action, string subject, object? old = null, object? @new = null)
    {
        var by = http.Agent()!;
        Add(db, by.ShopId, by.ActorKind, by.ApiKeyId ?? by.AgentId, by.Name, Addresses.Of(http), http.RequestServices.GetRequiredService<TimeProvider>().Now(), action, subject, old, @new);
    }

    /// <summary>An agent who is not signed in yet or any more.</summary>
    public static void Add(Db db, HttpContext http, Agent by, DateTimeOffset at, string action, string subject, object? @new = null) =>
        Add(db, by.ShopId, "agent", by.Id, by.Name, Addresses.Of(http), at, action, subject, null, @new);

    /// <summary>The program by itself.</summary>
    public static void BySystem(Db db, Guid shopId, DateTimeOffset at, string action, string subject, string? address = null) =>
        Add(db, shopId, "system", null, "system", address, at, action, subject, null, null);

    /// <summary>How an agent is named in the log.</summary>
    public static string Subject(Agent agent) => $"{agent.Name} ({agent.AccountName})";

    private static void Add(
        Db db, Guid shopId, string kind, Guid? actor, string name, string? address, DateTimeOffset at, string action, string subject, object? old, object? @new)
    {
        var (before, after) = (Node(old), Node(@new));
        if (before is JsonObject was && after is JsonObject becomes)
            KeepChanges(was, becomes);
        db.Add(new AuditRecord
        {
            ShopId = shopId, Id = Guid.CreateVersion7(at), At = at, ActorKind = kind, ActorId = actor, ActorName = name, Address = address, Action = action,
            Subject = subject, Old = before?.ToJsonString(Stored.Json), New = after?.ToJsonString(Stored.Json),
        });
    }

    private static JsonNode? Node(object? value) => value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), Stored.Json);

    private static void KeepChanges(JsonObject old, JsonObject @new)
    {
        foreach (var name in old.Select(m => m.Key).Union(@new.Select(m => m.Key)).ToList())
        {
            if (JsonNode.DeepEquals(old[name], @new[name]))
            {
                old.Remove(name);
                @new.Remove(name);
            }
            else if (old[name] is JsonObject was && @new[name] is JsonObject becomes)
            {
                KeepChanges(was, becomes);
            }
        }
    }
}
