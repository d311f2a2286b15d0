using System.Text.Json;
using Yingke.Domain.Conversations;
using Yingke.Domain.Performance;

namespace Yingke.Domain.Tests.Performance;

/// <summary>spec: performance.md, Stints.</summary>
public sealed class StintsTests
{
    private static readonly DateTimeOffset Ten = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    private static readonly Guid A = Guid.CreateVersion7();
    private static readonly Guid B = Guid.CreateVersion7();
    private readonly List<Entry> log = [];

    [Fact]
    public void A_turn_runs_from_the_first_unanswered_message_to_the_agents_next()
    {
        Assigned(0, A);
        Says(5, Sender.Buyer);
        Says(8, Sender.Buyer);
        Says(20, Sender.Agent, A);
        Says(21, Sender.Agent, A);
        var stint = Stints.Of(log).Stints.ShouldHaveSingleItem();
        stint.Turns.ShouldBe([new Turn(At(5), At(5), At(20), 2)]);
        stint.Turns[0].Response.ShouldBe(TimeSpan.FromSeconds(15));
        stint.Messages.ShouldBe([At(20), At(21)]);
    }

    [Fact]
    public void The_response_runs_from_the_assignment_where_the_buyer_waited_before()
    {
        Says(1, Sender.Buyer);
        Assigned(60, A);
        Says(70, Sender.Agent, A);
        Stints.Of(log).Stints[0].Turns.ShouldBe([new Turn(At(1), At(60), At(70))]);
    }

    [Fact]
    public void Of_one_millisecond_the_assignment_comes_before_what_is_said_and_the_close_after_it()
    {
        Says(1, Sender.Buyer);
        Says(60, Sender.Agent, A);
        Assigned(60, A);
        Says(70, Sender.Buyer);
        Add(80, EntryKind.Closed, Sender.System);
        Says(80, Sender.Agent, A);
        var stint = Stints.Of(log).Stints.ShouldHaveSingleItem();
        stint.Turns.ShouldBe([new Turn(At(1), At(60), At(60)), new Turn(At(70), At(70), At(80))]);
    }

    [Fact]
    public void What_nobody_answered_passes_to_the_next_stint_and_is_counted_there_alone()
    {
        Assigned(0, A);
        Says(5, Sender.Buyer);
        Says(9, Sender.Agent, A);
        Says(10, Sender.Buyer);
        Add(11, EntryKind.Transferred, Sender.System);
        Assigned(12, B);
        Says(15, Sender.Agent, B);
        var stints = Stints.Of(log).Stints;
        stints[0].Turns.ShouldBe([new Turn(At(5), At(5), At(9))]);
        stints[1].Turns.ShouldBe([new Turn(At(10), At(12), At(15))]);
    }

    [Fact]
    public void Colleagues_robot_system_and_notes_answer_nothing()
    {
        Assigned(0, A);
        Says(5, Sender.Buyer);
        Says(6, Sender.Agent, B);
        Says(7, Sender.Robot);
        Says(8, Sender.System);
        Add(9, EntryKind.Note, Sender.Agent, A);
        Stints.Of(log).Stints.Single().Turns.ShouldBe([new Turn(At(5), At(5), null)]);
    }

    [Fact]
    public void What_the_agent_says_first_is_a_message_and_no_reply()
    {
        Assigned(0, A);
        Says(1, Sender.Agent, A);
        var stint = Stints.Of(log).Stints.Single();
        (stint.IsConsultation, stint.IsReplied, stint.Messages.Count).ShouldBe((false, false, 1));
    }

    [Fact]
    public void Who_waits_in_the_queue_is_served_by_nobody_and_after_the_close_was_by_the_last()
    {
        Assigned(0, A);
        Add(4, EntryKind.Requeued, Sender.System);
        Says(5, Sender.Buyer);
        Stints.Of(log).Unserved.ShouldBe(new Turn(At(5), At(5), null));
        Stints.Of(log).Stints.Single().Turns.ShouldBeEmpty();
        Add(9, EntryKind.Closed, Sender.System);
        Stints.Of(log).Unserved.ShouldBeNull();
        Stints.Of(log).Stints.Single().Turns.ShouldBe([new Turn(At(5), At(5), null)]);
    }

    [Fact]
    public void Assigning_to_who_holds_it_starts_no_new_stint()
    {
        Assigned(0, A);
        Assigned(3, A);
        Stints.Of(log).Stints.Count.ShouldBe(1);
    }

    [Fact]
    public void A_talk_cut_in_pieces_is_the_talk_cut_at_once()
    {
        const int Trials = 3_000;
        var (random, refused) = (new Random(11), 0);
        for (var trial = 0; trial < Trials; trial++)
        {
            log.Clear();
            var second = 0;
            for (var length = random.Next(1, 40); log.Count < length;)
                Something(random, second += random.Next(3));
            var growing = new GrowingTalk();
            for (var (from, to) = (0, 0); from < log.Count; from = to)
            {
                to = random.Next(from + 1, log.Count + 1);
                if (growing.TryAdd(log[from..to]))
                    continue;
                refused++;
                log[from].At.ShouldBe(log[from - 1].At);
                (growing = new GrowingTalk()).TryAdd(log[..to]).ShouldBeTrue();
            }
            JsonSerializer.Serialize(growing.Now()).ShouldBe(JsonSerializer.Serialize(Stints.Of(log)));
            JsonSerializer.Serialize(growing.Now()).ShouldBe(JsonSerializer.Serialize(Stints.Of(log)), "asking changes nothing");
        }
        refused.ShouldBeGreaterThan(100);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Trials} logs, {refused} pieces that began in the millisecond of the one before");
    }

    private void Something(Random random, int second)
    {
        var agent = random.Next(2) == 0 ? A : B;
        switch (random.Next(12))
        {
            case 0:
                Assigned(second, agent);
                break;
            case 1:
                Add(second, EntryKind.Requeued, Sender.System);
                break;
            case 2 when random.Next(4) == 0:
                Add(second, EntryKind.Closed, Sender.System);
                break;
            case 3:
                Add(second, EntryKind.Rated, Sender.Buyer, details: new EntryDetails { Stars = random.Next(1, 6) });
                break;
            case < 8:
                Says(second, Sender.Buyer);
                break;
            default:
                Says(second, Sender.Agent, agent);
                break;
        }
    }

    private static DateTimeOffset At(int second) => Ten.AddSeconds(second);

    private void Assigned(int second, Guid agent) => Add(second, EntryKind.Assigned, Sender.System, details: new EntryDetails { AgentId = agent });

    private void Says(int second, Sender from, Guid? sender = null) => Add(second, EntryKind.Text, from, sender);

    private void Add(int second, EntryKind kind, Sender from, Guid? sender = null, EntryDetails? details = null) =>
        log.Add(new Entry { Seq = log.Count + 1, Kind = kind, From = from, SenderId = sender, At = At(second), Details = details });
}
