using Microsoft.Extensions.Caching.Memory;
using Yingke.Domain.Performance;

namespace Yingke.Server.Features.Performance;

/// <summary>
/// Open conversations as this node cut them last, so that a few words more cost a few words and not the whole log. What is not here is read
/// from its first entry.
/// </summary>
internal sealed class OpenTalks : IDisposable
{
    private const int Most = 5_000;

    private readonly MemoryCache talks = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <param name="seq">Up to where it is cut.</param>
    /// <param name="talk">So far.</param>
    public sealed class Kept(long seq, GrowingTalk talk)
    {
        private int taken;

        public long Seq => seq;
        public GrowingTalk Talk => talk;

        /// <summary>True once.</summary>
        public bool Claim() => Interlocked.Exchange(ref taken, 1) == 0;
    }

    /// <summary>The talk as far as it was cut, taken out: two never go on with the same.</summary>
    public Kept? Take(Guid conversationId)
    {
        if (!talks.TryGetValue<Kept>(conversationId, out var kept) || kept is null)
            return null;
        talks.Remove(conversationId);
        return kept.Claim() ? kept : null;
    }

    public void Keep(Guid conversationId, long seq, GrowingTalk talk) =>
        talks.Set(conversationId, new Kept(seq, talk), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(5) });

    public void Dispose() => talks.Dispose();
}
