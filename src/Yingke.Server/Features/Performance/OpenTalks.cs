using Microsoft.Extensions.Caching.Memory;
using Yingke.Domain.Performance;

namespace Yingke.Server.Features.Performance;

/// <summary>
/// Long open conversations as this node cut them last, so that a few words more cost a few words and not the whole log. What is not here is read
/// from its first entry.
/// </summary>
internal sealed class OpenTalks : IDisposable
{
    private const int Most = 5_000;

    private readonly MemoryCache talks = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>The talk cut up to this very seq, taken out: two projectors never go on with the same.</summary>
    public GrowingTalk? Take(Guid conversationId, long seq)
    {
        if (!talks.TryGetValue<Kept>(conversationId, out var kept) || kept is null || kept.Seq != seq)
            return null;
        talks.Remove(conversationId);
        return kept.Talk;
    }

    public void Keep(Guid conversationId, long seq, GrowingTalk talk) =>
        talks.Set(conversationId, new Kept(seq, talk), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(5) });

    public void Dispose() => talks.Dispose();

    private sealed record Kept(long Seq, GrowingTalk Talk);
}
