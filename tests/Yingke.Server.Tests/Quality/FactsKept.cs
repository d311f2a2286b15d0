using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Quality;

/// <summary>Copies of all facts written from now on: the pump removes the facts themselves as soon as their reactions are done.</summary>
internal sealed class FactsKept
{
    private const string Sqlite = """
        CREATE TABLE IF NOT EXISTS kept_facts AS SELECT * FROM facts WHERE 0;
        CREATE TRIGGER IF NOT EXISTS keep_facts AFTER INSERT ON facts BEGIN INSERT INTO kept_facts SELECT * FROM facts WHERE shop_id = NEW.shop_id AND id = NEW.id; END;
        """;

    private const string Postgres = """
        CREATE TABLE IF NOT EXISTS kept_facts (LIKE facts);
        CREATE OR REPLACE FUNCTION keep_fact() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO kept_facts SELECT NEW.*; RETURN NEW; END $$;
        CREATE OR REPLACE TRIGGER keep_facts AFTER INSERT ON facts FOR EACH ROW EXECUTE FUNCTION keep_fact();
        """;

    private readonly YingkeHost host;

    private FactsKept(YingkeHost host) => this.host = host;

    public static async Task<FactsKept> At(YingkeHost host)
    {
        await host.Look(async db =>
        {
            using var turn = await db.Dialect.EnterWrite(CancellationToken.None);
            return await db.Database.ExecuteSqlRawAsync(db.Dialect.IsPostgres ? Postgres : Sqlite);
        });
        return new(host);
    }

    public Task<List<Fact>> Of(Guid shopId, string type) => host.Look(db => db.Set<Fact>().FromSqlRaw("SELECT * FROM kept_facts").Where(f => f.ShopId == shopId && f.Type == type).ToListAsync());
}
