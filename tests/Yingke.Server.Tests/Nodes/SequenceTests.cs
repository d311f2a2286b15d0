using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Nodes;

/// <summary>
/// Random sequences of parallel requests at two live nodes (on SQLite: at its only one). After every round: nobody over capacity, nobody waits
/// while an agent who may take them is free, one open conversation per buyer, logs without a gap. Their number: <c>YINGKE_SEQUENCES</c>.
/// </summary>
public sealed class SequenceTests(TwoNodes nodes, ServerFixture server) : IClassFixture<TwoNodes>, IClassFixture<ServerFixture>
{
    private const int ShopLasts = 25;

    private static readonly int Sequences =
        int.TryParse(Environment.GetEnvironmentVariable("YINGKE_SEQUENCES"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 60;

    [Fact]
    public void Whatever_happens_at_once_the_desk_keeps_its_promises()
    {
        YingkeHost[] hosts = TestDatabase.IsPostgres ? [nodes.A, nodes.B] : [server.Host];
        var (sequences, requests, desk) = (0, 0, (Bustle?)null);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Sequences), Prop.ForAll(Courses(), course => Run(course).GetAwaiter().GetResult()));
        TestContext.Current.TestOutputHelper?.WriteLine($"{sequences} sequences, {requests} requests, {desk!.Assigned} conversations with an agent in the last shop");
        sequences.ShouldBeGreaterThanOrEqualTo(Sequences);

        async Task Run(Step[][] course)
        {
            if (sequences++ % ShopLasts == 0 || desk is null)
                desk = await Bustle.Open(hosts);
            await desk.Begin();
            foreach (var round in course)
            {
                requests += round.Length;
                // Lowering a capacity below what an agent has already is no push over it, but the watch could not tell which came first,
                // nor can it when one agent is raised and lowered in one turn of the desk.
                await Task.WhenAll(round.Where(s => s.What == What.Capacity).GroupBy(Bustle.AgentOf).Select(desk.DoInTurn));
                await Task.WhenAll(round.Where(s => s.What != What.Capacity).Select(desk.Do));
                await desk.MustKeepItsPromises();
            }
        }
    }

    private static Arbitrary<Step[][]> Courses()
    {
        var step =
            from what in Gen.Frequency((8, Gen.Constant(What.Open)), (4, Gen.Constant(What.Close)), (3, Gen.Constant(What.Claim)), (2, Gen.Constant(What.Transfer)), (3, Gen.Constant(What.Presence)),
                (2, Gen.Constant(What.Capacity)), (2, Gen.Constant(What.Say)), (1, Gen.Constant(What.Answer)), (1, Gen.Constant(What.LeaveMessage)), (1, Gen.Constant(What.Weight)))
            from node in Gen.Choose(0, 1)
            from who in Gen.Choose(0, 100)
            from value in Gen.Choose(0, 100)
            select new Step(what, node, who, value);
        var round = from size in Gen.Choose(1, 8) from steps in Gen.ArrayOf(step, size) select steps;
        return Arb.From(from size in Gen.Choose(1, 5) from rounds in Gen.ArrayOf(round, size) select rounds, Smaller);
    }

    private static IEnumerable<Step[][]> Smaller(Step[][] course)
    {
        for (var i = 0; i < course.Length; i++)
        {
            yield return [.. course[..i], .. course[(i + 1)..]];
            for (var j = 0; j < course[i].Length && course[i].Length > 1; j++)
                yield return [.. course[..i], [.. course[i][..j], .. course[i][(j + 1)..]], .. course[(i + 1)..]];
        }
    }
}

internal enum What { Open, Close, Claim, Transfer, Presence, Capacity, Weight, Say, Answer, LeaveMessage }

/// <summary>One request: what, at which node, by or to whom, with what.</summary>
internal sealed record Step(What What, int Node, int Who, int Value);
