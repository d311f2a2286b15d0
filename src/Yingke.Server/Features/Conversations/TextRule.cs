using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;

namespace Yingke.Server.Features.Conversations;

/// <summary>A place in a text that the sender was asked about and wants to send all the same: holds for this text only.</summary>
internal sealed record ConfirmedPhrase(string Phrase, int Start, int End);

/// <summary>What may be said to buyers, asked of every text that an agent writes before it is stored. The feature that has the rule is not known here.</summary>
internal abstract class TextRule
{
    /// <summary>Throws a refusal, or returns what is to be recorded with the message; null for nothing.</summary>
    public abstract ValueTask<Func<Entry, Fact>?> Check(
        CurrentAgent agent, Guid conversationId, string clientId, string text, IReadOnlyList<ConfirmedPhrase>? confirmed, CancellationToken cancel);
}
