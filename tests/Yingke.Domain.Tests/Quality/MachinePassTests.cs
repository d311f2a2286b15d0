using Yingke.Domain.Conversations;
using Yingke.Domain.Performance;
using Yingke.Domain.Quality;

namespace Yingke.Domain.Tests.Quality;

/// <summary>spec: quality.md, Inspection, Automatic pass.</summary>
public sealed class MachinePassTests
{
    private static readonly DateTimeOffset Ten = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    private static readonly Guid A = Guid.CreateVersion7();
    private static readonly Guid B = Guid.CreateVersion7();
    private static readonly ServiceTimes[] Times = [new(DateTimeOffset.MinValue, new(9, 0), new(23, 0), new(9, 30), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))];
    private readonly List<Entry> log = [];
    private readonly List<SaidText> texts = [];

    [Fact]
    public void A_polite_and_quick_talk_has_no_findings()
    {
        Assigned(0, A);
        Asks(1);
        Says(20, A, "您好，亲，有货的");
        Says(30, A, "感谢您的咨询，祝您生活愉快");
        Closed(40);
        Found().ShouldBeEmpty();
    }

    [Fact]
    public void Words_are_found_with_their_place_in_the_original()
    {
        Assigned(0, A);
        Asks(1);
        Says(20, A, "您好 不 行，就是不行！啊");
        Says(30, A, "再见");
        Closed(40);
        var found = Found();
        found.Select(f => (f.Kind, f.Seq, f.Start, f.End, f.Words)).ShouldBe([(FindingKind.Forbidden, 3L, 3, 11, "不行就是不行"), (FindingKind.Filler, 3L, 12, 13, "啊")]);
        found[0].IsGrave.ShouldBeTrue();
    }

    [Fact]
    public void A_missing_opening_is_each_agents_own_a_missing_closing_the_last_ones()
    {
        Assigned(0, A);
        Asks(1);
        Says(20, A, "有货");
        Assigned(30, B);
        Asks(31);
        Says(40, B, "在的");
        Says(50, B, "您好，今天发货");
        Closed(60);
        Found().Select(f => (f.Kind, f.AgentId, f.Seq)).ShouldBe([(FindingKind.Opening, A, 3L), (FindingKind.Closing, B, 7L)]);
    }

    [Theory]
    [InlineData(180, false)]
    [InlineData(181, true)]
    public void An_answer_is_slow_beyond_the_limit(int seconds, bool slow)
    {
        Assigned(0, A);
        Asks(10);
        Says(10 + seconds, A, "您好，感谢您等候");
        Closed(900);
        Found().Select(f => (f.Kind, f.Seq, f.Seconds)).ShouldBe(slow ? [(FindingKind.Slow, 3L, (int?)seconds)] : []);
    }

    [Fact]
    public void The_night_is_not_slow_and_a_question_without_an_answer_is_found_where_it_was_asked()
    {
        Assigned(12 * 3600, A);
        // Ten in the morning and fourteen hours: midnight.
        Asks(14 * 3600);
        Says(15 * 3600, A, "您好，感谢您等候");
        Asks(22 * 3600 + 1);
        Asks(22 * 3600 + 2);
        Closed(23 * 3600);
        Found().Select(f => (f.Kind, f.Seq)).ShouldBe([(FindingKind.Unanswered, 4L)]);
    }

    [Fact]
    public void Pictures_are_not_read_and_nobody_is_missed_who_said_nothing()
    {
        Assigned(0, A);
        Asks(1);
        log.Add(new Entry { Seq = log.Count + 1, Kind = EntryKind.Image, From = Sender.Agent, SenderId = A, At = Ten.AddSeconds(20), Text = "不行就是不行" });
        Closed(40);
        Found().ShouldBeEmpty();
    }

    private IReadOnlyList<Finding> Found() => MachinePass.Of(log, texts, PhraseBook.Shipped, MachinePass.DefaultSlowSeconds, Times);

    private void Assigned(int at, Guid agent) => log.Add(new Entry { Seq = log.Count + 1, Kind = EntryKind.Assigned, From = Sender.System, At = Ten.AddSeconds(at), Details = new() { AgentId = agent } });

    private void Asks(int at) => log.Add(new Entry { Seq = log.Count + 1, Kind = EntryKind.Text, From = Sender.Buyer, At = Ten.AddSeconds(at), Text = "？" });

    private void Says(int at, Guid agent, string text)
    {
        log.Add(new Entry { Seq = log.Count + 1, Kind = EntryKind.Text, From = Sender.Agent, SenderId = agent, At = Ten.AddSeconds(at) });
        texts.Add(new(log.Count, agent, text));
    }

    private void Closed(int at) => log.Add(new Entry { Seq = log.Count + 1, Kind = EntryKind.Closed, From = Sender.System, At = Ten.AddSeconds(at) });
}
