namespace Yingke.Server.Platform.Storage.Log;

/// <summary>Writes one batch of wishes in one durable transaction. One per database, since this is the hot path of the whole program.</summary>
internal abstract class LogWriter
{
    /// <summary>How many batches may be written at a time; one conversation is never in two of them.</summary>
    public virtual int Lanes => 1;

    /// <summary>
    /// Grants or refuses each wish by itself: a duplicate or a bad one fails alone. Returns after the commit, with the logs that grew.
    /// <paramref name="outcomes"/> has one place per wish.
    /// </summary>
    public abstract Task<IReadOnlyList<OpenLog>> Write(IReadOnlyList<Append> wishes, Appended[] outcomes, DateTimeOffset now, CancellationToken cancel);
}
