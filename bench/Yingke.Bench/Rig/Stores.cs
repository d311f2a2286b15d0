namespace Yingke.Bench.Rig;

internal static class Stores
{
    /// <summary>An empty SQLite and, where it is installed, an empty PostgreSQL; or the one asked for.</summary>
    public static async Task Each(string? only, Func<Store, Task> run)
    {
        if (only is null or "sqlite")
        {
            await using var sqlite = Store.Sqlite();
            await run(sqlite);
        }
        if (only == "sqlite")
            return;
        if (Postgres.Bin is null)
        {
            Figures.Say($"no PostgreSQL here: its half is left out");
            return;
        }
        await using var postgres = await Postgres.Start();
        await using var store = await Store.On(postgres);
        await run(store);
    }
}
