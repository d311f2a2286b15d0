using Microsoft.EntityFrameworkCore;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Nodes;

/// <summary>
/// Watches from inside PostgreSQL: whenever a transaction that gave an agent a conversation commits, the agent's open conversations and
/// capacity are written down. Nothing that lasted only a moment is missed.
/// </summary>
internal sealed class LoadWatch(YingkeHost host, Guid shopId)
{
    public static async Task<LoadWatch> Set(YingkeHost host, Guid shopId)
    {
        await host.Look(db => db.Database.ExecuteSqlRawAsync(Postgres));
        return new(host, shopId);
    }

    /// <summary>How often an agent was seen.</summary>
    public Task<int> Seen() =>
        host.Look(db => db.Database.SqlQuery<int>($"SELECT COUNT(*)::int AS \"Value\" FROM watched_loads WHERE shop_id = {shopId}").SingleAsync());

    /// <summary>Agents who had more than they may since the last time somebody asked: what was told is forgotten, so that a shorter course can pass.</summary>
    public async Task<IReadOnlyList<string>> Over() =>
        await host.Look(db => db.Database.ExecuteSqlAsync($"DELETE FROM watched_loads WHERE shop_id = {shopId} AND load > capacity")) is > 0 and var times
            ? [$"over capacity {times} times"] : [];

    private const string Postgres = """
        CREATE TABLE IF NOT EXISTS watched_loads (shop_id uuid, agent_id uuid, load bigint, capacity int);
        CREATE OR REPLACE FUNCTION watch_load() RETURNS trigger AS $$
        BEGIN
            IF NEW.state = 'active' THEN
                INSERT INTO watched_loads
                SELECT a.shop_id, a.id, (SELECT COUNT(*) FROM conversations c WHERE c.shop_id = a.shop_id AND c.agent_id = a.id AND c.state = 'active'), a.capacity
                FROM agents a WHERE a.shop_id = NEW.shop_id AND a.id = NEW.agent_id;
            END IF;
            RETURN NULL;
        END $$ LANGUAGE plpgsql;
        DROP TRIGGER IF EXISTS watch_load ON conversations;
        DROP TRIGGER IF EXISTS watch_new_load ON conversations;
        CREATE CONSTRAINT TRIGGER watch_load AFTER UPDATE ON conversations DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN (NEW.agent_id IS DISTINCT FROM OLD.agent_id) EXECUTE FUNCTION watch_load();
        CREATE CONSTRAINT TRIGGER watch_new_load AFTER INSERT ON conversations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION watch_load();
        """;
}
