namespace Yingke.Server.Features.Orders.Imports;

/// <summary>How far an import is.</summary>
internal sealed record OrderImportProgress(long Rows, int Percent, long Imported, long Unchanged, long BadCount, IReadOnlyList<BadRow> Bad);

/// <summary>Counts what an import did; reading and writing may go on beside each other.</summary>
internal sealed class ImportTally
{
    private readonly Lock counting = new();
    private readonly List<BadRow> bad = [];
    private long rows, imported, unchanged, badCount;

    /// <summary>One more row; the answer is how many there were.</summary>
    public long Row() => Interlocked.Increment(ref rows);

    public void Reject(BadRow wrong)
    {
        lock (counting)
        {
            badCount++;
            if (bad.Count < OrderImport.ListedBadRows)
                bad.Add(wrong);
        }
    }

    public void Count(long taken, long same)
    {
        lock (counting)
            (imported, unchanged) = (imported + taken, unchanged + same);
    }

    public OrderImportProgress Progress(int percent)
    {
        lock (counting)
            return new(Interlocked.Read(ref rows), percent, imported, unchanged, badCount, [.. bad.OrderBy(b => b.Row)]);
    }
}
