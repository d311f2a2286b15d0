using Microsoft.EntityFrameworkCore.Storage;

namespace Yingke.Server.Platform.Storage.Archive;

/// <summary>One table's way: rows and checksum on both sides.</summary>
internal sealed record MovedTable(string Name, long Rows, string Checksum);

/// <summary>
/// Copies every table of one database into another that is empty, reads it back there and compares: nothing lost, nothing changed, or
/// nothing committed (spec: guarantees.md, Storage and scale).
/// </summary>
internal sealed class Move(Db from, Db to)
{
    public async Task<IReadOnlyList<MovedTable>> Run(CancellationToken cancel)
    {
        await using var snapshot = await from.Dialect.BeginSnapshot(from, cancel);
        return await to.InTransaction(async () =>
        {
            var moved = new List<MovedTable>();
            foreach (var table in StoredTable.All(from))
                moved.Add(await Copy(table, cancel));
            return moved;
        }, cancel);
    }

    private async Task<MovedTable> Copy(StoredTable table, CancellationToken cancel)
    {
        var (source, target) = (from.Database.CurrentTransaction!.GetDbTransaction(), to.Database.CurrentTransaction!.GetDbTransaction());
        var (given, found) = (new RowSum(), new RowSum());
        await using (var rows = await RowWriter.Open(target.Connection!, target, table, cancel))
        {
            await foreach (var row in table.Read(source.Connection!, source, cancel))
            {
                given.Add(table, row);
                await rows.Write(row, cancel);
            }
            await rows.Complete(cancel);
        }
        await foreach (var row in table.Read(target.Connection!, target, cancel))
            found.Add(table, row);
        return (given.Count, given.Checksum) == (found.Count, found.Checksum)
            ? new(table.Name, given.Count, given.Checksum)
            : throw new InvalidDataException($"{table.Name}: {given.Count} rows were copied, {found.Count} arrived, or not the same ones.");
    }
}
