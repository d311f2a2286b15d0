using Yingke.Domain.History;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.History;

public sealed class HistoryLineTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static TheoryData<string> Canonical { get; } =
    [
        """{"type":"shop","id":"s","name":"边界","time_zone":"Asia/Shanghai","service_start":"09:00","service_end":"23:00"}""",
        """{"type":"agent","id":"a1","name":"客服1","groups":["presale","insale","aftersale"],"capacity":5,"weight":0}""",
        """{"type":"agent","id":"a1","name":"客服1","groups":[]}""",
        """{"type":"buyer","id":"b1"}""",
        """{"type":"buyer","id":"b1","name":"买家","phone":"13800000000"}""",
        """{"type":"inflow","conversation":"c1","buyer":"b1","source":"live_room","channel":"h5","at":"2026-03-02T22:59:59.999+08:00"}""",
        """{"type":"assign","conversation":"c1","agent":"a1","at":"2026-03-02T23:00:00.000+08:00"}""",
        """{"type":"message","conversation":"c1","from":"agent","agent":"a1","text":"好\n\"的\"\u0001","at":"2026-03-02T23:00:00.000+08:00","id":"m1"}""",
        """{"type":"message","conversation":"c1","from":"buyer","kind":"image","text":"照片.jpg","at":"2026-03-02T23:00:00.000+08:00"}""",
        """{"type":"message","conversation":"c1","from":"note","text":"","at":"2026-03-02T23:00:00.000+08:00"}""",
        """{"type":"rating","conversation":"c1","stars":5,"text":"很好","at":"2026-03-02T23:00:00.000+08:00"}""",
        """{"type":"close","conversation":"c1","at":"2026-03-02T23:00:00.000+08:00"}""",
    ];

    [Theory]
    [MemberData(nameof(Canonical))]
    public void The_canonical_form_reads_and_writes_back_to_itself(string json) => Good(json).Write(Shanghai).ShouldBe(json);

    [Fact]
    public void Order_of_fields_offset_nulls_and_the_default_kind_make_no_difference() =>
        Good("""{ "at": "2026-03-02T15:00:00Z", "text": "x", "kind": "text", "id": null, "from": "buyer", "conversation": "c1", "type": "message" }""").Write(Shanghai)
            .ShouldBe("""{"type":"message","conversation":"c1","from":"buyer","text":"x","at":"2026-03-02T23:00:00.000+08:00"}""");

    [Theory]
    [InlineData("2026-03-02T23:00+08:00", "2026-03-02T23:00:00.000+08:00")]
    [InlineData("2026-03-02T23:00:00.1+08:00", "2026-03-02T23:00:00.100+08:00")]
    [InlineData("2026-03-02T10:00:00.12-05:00", "2026-03-02T23:00:00.120+08:00")]
    public void Instants_have_an_offset_and_up_to_milliseconds(string at, string canonical) =>
        Good(Close(at)).Write(Shanghai).ShouldBe(Close(canonical));

    [Fact]
    public void The_offset_is_the_one_the_zone_has_at_that_instant()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        Good(Close("2026-11-01T05:30:00Z")).Write(zone).ShouldBe(Close("2026-11-01T01:30:00.000-04:00"));
        Good(Close("2026-11-01T06:30:00Z")).Write(zone).ShouldBe(Close("2026-11-01T01:30:00.000-05:00"));
    }

    [Theory]
    [InlineData("", null, "not_json")]
    [InlineData("{", null, "not_json")]
    [InlineData("[]", null, "not_an_object")]
    [InlineData("{}", "type", "missing")]
    [InlineData("""{"type":5}""", "type", "wrong_type")]
    [InlineData("""{"type":"wish"}""", "type", "unknown_type")]
    [InlineData("""{"type":"ticket","id":"t1","kind":"urgent","created_at":"2026-03-02T10:00:00+08:00","due_at":"2026-03-02T11:00:00+08:00"}""", "replies", "missing")]
    [InlineData("""{"type":"ticket","id":"t1","kind":"urgent","created_at":"2026-03-02T10:00:00+08:00","due_at":"2026-03-02T11:00:00+08:00","replies":[{"agent":"a1"}]}""", "replies.at", "missing")]
    [InlineData("""{"type":"ticket","id":"t1","kind":"urgent","created_at":"2026-03-02T10:00:00+08:00","due_at":"2026-03-02T11:00:00+08:00","replies":[{"agent":"a1","at":"2026-03-02T10:30:00+08:00","x":1}]}""", "replies.x", "unknown_field")]
    [InlineData("""{"type":"ticket","id":"t1","kind":"urgent","created_at":"2026-03-02T10:00:00+08:00","due_at":"2026-03-02T11:00:00+08:00","replies":[1]}""", "replies", "wrong_type")]
    [InlineData("""{"type":"aftersale","id":"s","order":"o","kind":"wish","applied_at":"2026-03-02T08:00:00Z"}""", "kind", "unknown_value")]
    [InlineData("""{"type":"aftersale","id":"s","order":"o","kind":"repair","applied_at":"2026-03-02T08:00:00Z","stars":6}""", "stars", "out_of_range")]
    [InlineData("""{"type":"inspection","id":"i","agent":"a","score":1,"at":"2026-03-02T10:00:00+08:00"}""", "conversation", "missing")]
    [InlineData("""{"type":"buyer"}""", "id", "missing")]
    [InlineData("""{"type":"buyer","id":null}""", "id", "missing")]
    [InlineData("""{"type":"buyer","id":""}""", "id", "invalid_id")]
    [InlineData("""{"type":"buyer","id":"a\nb"}""", "id", "invalid_id")]
    [InlineData("""{"type":"buyer","id":7}""", "id", "wrong_type")]
    [InlineData("""{"type":"buyer","id":"b","id":"b"}""", "id", "duplicate_field")]
    [InlineData("""{"type":"buyer","id":"b","nick":"x"}""", "nick", "unknown_field")]
    [InlineData("""{"type":"buyer","id":"b","name":"\ud800"}""", "name", "invalid_text")]
    [InlineData("""{"type":"buyer","id":"b","\ud800":1}""", null, "invalid_text")]
    [InlineData("""{"type":"buyer","id":"b","name":"a\u0000"}""", "name", "invalid_text")]
    [InlineData("""{"type":"agent","id":"a","name":"n","groups":"presale"}""", "groups", "wrong_type")]
    [InlineData("""{"type":"agent","id":"a","name":"n","groups":[1]}""", "groups", "wrong_type")]
    [InlineData("""{"type":"agent","id":"a","name":"n","groups":["vip"]}""", "groups", "unknown_value")]
    [InlineData("""{"type":"agent","id":"a","name":"n","groups":["presale","presale"]}""", "groups", "duplicate_value")]
    [InlineData("""{"type":"agent","id":"a","name":"n","groups":[],"capacity":-1}""", "capacity", "out_of_range")]
    [InlineData("""{"type":"agent","id":"a","name":"n","groups":[],"weight":1.5}""", "weight", "wrong_type")]
    [InlineData("""{"type":"agent","id":"a","name":"n","groups":[],"weight":99999999999999999999}""", "weight", "out_of_range")]
    [InlineData("""{"type":"agent","id":"a","name":"n","groups":[],"weight":1e300}""", "weight", "wrong_type")]
    [InlineData("""{"type":"shop","id":"s","name":"n","time_zone":"Mars/Olympus","service_start":"09:00","service_end":"23:00"}""", "time_zone", "unknown_value")]
    [InlineData("""{"type":"shop","id":"s","name":"n","time_zone":"Asia/Shanghai","service_start":"9:00","service_end":"23:00"}""", "service_start", "invalid_time")]
    [InlineData("""{"type":"shop","id":"s","name":"n","time_zone":"Asia/Shanghai","service_start":"09:00","service_end":"25:00"}""", "service_end", "invalid_time")]
    [InlineData("""{"type":"inflow","conversation":"c","buyer":"b","source":"x","channel":"fax","at":"2026-03-02T23:00:00+08:00"}""", "channel", "unknown_value")]
    [InlineData("""{"type":"message","conversation":"c","from":"boss","text":"x","at":"2026-03-02T23:00:00+08:00"}""", "from", "unknown_value")]
    [InlineData("""{"type":"message","conversation":"c","from":"agent","text":"x","at":"2026-03-02T23:00:00+08:00"}""", "agent", "missing")]
    [InlineData("""{"type":"message","conversation":"c","from":"robot","agent":"a","text":"x","at":"2026-03-02T23:00:00+08:00"}""", "agent", "not_allowed")]
    [InlineData("""{"type":"message","conversation":"c","from":"buyer","kind":"dance","text":"x","at":"2026-03-02T23:00:00+08:00"}""", "kind", "unknown_value")]
    [InlineData("""{"type":"message","conversation":"c","from":"buyer","at":"2026-03-02T23:00:00+08:00"}""", "text", "missing")]
    [InlineData("""{"type":"rating","conversation":"c","stars":0,"at":"2026-03-02T23:00:00+08:00"}""", "stars", "out_of_range")]
    [InlineData("""{"type":"rating","conversation":"c","stars":6,"at":"2026-03-02T23:00:00+08:00"}""", "stars", "out_of_range")]
    [InlineData("""{"type":"close","conversation":"c"}""", "at", "missing")]
    [InlineData("""{"type":"close","conversation":"c","at":"2026-03-02T23:00:00"}""", "at", "invalid_instant")]
    [InlineData("""{"type":"close","conversation":"c","at":"2026-03-02T23:00:00.0001+08:00"}""", "at", "invalid_instant")]
    [InlineData("""{"type":"close","conversation":"c","at":"2026-02-30T23:00:00+08:00"}""", "at", "invalid_instant")]
    [InlineData("""{"type":"close","conversation":"c","at":"2026-03-02T23:00:60+08:00"}""", "at", "invalid_instant")]
    [InlineData("""{"type":"close","conversation":"c","at":"2026-03-02 23:00:00+08:00"}""", "at", "invalid_instant")]
    [InlineData("""{"type":"close","conversation":"c","at":"2026-03-02T23:00:00+25:00"}""", "at", "invalid_instant")]
    [InlineData("""{"type":"close","conversation":"c","at":"0001-01-01T00:00:00+08:00"}""", "at", "invalid_instant")]
    [InlineData("""{"type":"close","conversation":"c","at":"9999-12-31T23:59:59-08:00"}""", "at", "invalid_instant")]
    public void A_bad_line_is_refused_with_field_and_reason(string json, string? field, string reason)
    {
        var read = HistoryLine.Parse(json);
        read.Line.ShouldBeNull();
        read.Errors.ShouldContain(new HistoryError(field, reason));
    }

    [Fact]
    public void All_that_is_wrong_with_a_line_is_told_at_once() =>
        HistoryLine.Parse("""{"type":"rating","conversation":"","stars":"5","at":"now","mood":1}""").Errors
            .ShouldBe([new("conversation", "invalid_id"), new("stars", "wrong_type"), new("at", "invalid_instant"), new("mood", "unknown_field")], ignoreOrder: true);

    [Fact]
    public void Lengths_are_limited()
    {
        Reasons(Buyer(new string('b', 200), "n")).ShouldBeEmpty();
        Reasons(Buyer(new string('b', 201), "n")).ShouldBe(["too_long"]);
        Reasons(Buyer("b", new string('n', 201))).ShouldBe(["too_long"]);

        static string Buyer(string id, string name) => $$"""{"type":"buyer","id":"{{id}}","name":"{{name}}"}""";
        static IEnumerable<string> Reasons(string json) => HistoryLine.Parse(json).Errors.Select(e => e.Reason);
    }

    [Fact]
    public void Outside_strict_mode_an_unknown_field_is_left_out()
    {
        HistoryLine.Parse("""{"type":"buyer","id":"b","nick":"x"}""", strict: false).Line.ShouldBe(new BuyerLine("b", null, null));
        HistoryLine.Parse("""{"type":"buyer","nick":"x"}""", strict: false).Errors.ShouldBe([new HistoryError("id", "missing")]);
    }

    [Fact]
    public void What_has_no_id_is_the_same_when_all_its_fields_are()
    {
        Good(Close("2026-03-02T23:00:00+08:00")).Identity.ShouldBe(Good(Close("2026-03-02T15:00:00.000Z")).Identity);
        Good(Close("2026-03-02T23:00:00+08:00")).Identity.ShouldNotBe(Good(Close("2026-03-02T23:00:00.001+08:00")).Identity);
        Good("""{"type":"buyer","id":"x","name":"1"}""").Identity.ShouldBe(Good("""{"type":"buyer","id":"x"}""").Identity);
        Good("""{"type":"buyer","id":"x"}""").Identity.ShouldNotBe(Good("""{"type":"agent","id":"x","name":"","groups":[]}""").Identity);
    }

    [Fact]
    public void Events_of_one_millisecond_have_one_order()
    {
        var at = DateTimeOffset.UnixEpoch;
        MessageLine Message(string from, string? agent, string text, string? id = null) => new("c", from, agent, "text", text, at, id);
        ConversationLine[] ordered =
        [
            new InflowLine("c", "b", "x", null, at), new AssignLine("c", "a1", at), new AssignLine("c", "a2", at),
            Message("agent", "a1", "2"), Message("agent", "a10", "1"), Message("agent", "a2", "0"),
            Message("buyer", null, "1"), Message("buyer", null, "2"), Message("note", "a1", "0"), Message("robot", null, "0"), Message("system", null, "0"),
            Message("system", null, "0", "9"), Message("buyer", null, "0", "10"),
            new RatingLine("c", 5, null, at), new CloseLine("c", at), new InflowLine("c", "b", "x", null, at.AddMilliseconds(1)),
        ];
        ordered.Reverse().Order(HistoryOrder.Instance).ShouldBe(ordered);
        ordered.OrderBy(l => l.Identity, StringComparer.Ordinal).Order(HistoryOrder.Instance).ShouldBe(ordered);
    }

    [Fact]
    public void Words_and_enums_agree()
    {
        foreach (var source in Enum.GetValues<Source>())
            HistoryWords.SourceOf(HistoryWords.Word(source)).ShouldBe(source);
        HistoryWords.SourceOf("live_room").ShouldBe(Source.Other);
        for (var groups = Groups.None; (int)groups < 8; groups++)
            HistoryWords.GroupsOf(HistoryWords.Words(groups)).ShouldBe(groups);
    }

    [Fact]
    public void Every_golden_line_is_read_and_written_back()
    {
        var read = 0;
        foreach (var json in Golden.Histories().SelectMany(File.ReadLines))
        {
            read++;
            var line = Good(json);
            var canonical = line.Write(Shanghai);
            Good(canonical).ShouldBe(line);
            Good(canonical).Write(Shanghai).ShouldBe(canonical);
        }
        read.ShouldBeGreaterThan(0);
    }

    private static string Close(string at) => $$"""{"type":"close","conversation":"c1","at":"{{at}}"}""";

    private static HistoryLine Good(string json)
    {
        var read = HistoryLine.Parse(json);
        read.Errors.ShouldBeEmpty(json);
        return read.Line.ShouldNotBeNull();
    }
}
