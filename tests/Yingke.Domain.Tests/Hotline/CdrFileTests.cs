using System.Text.Json;
using Yingke.Domain.Hotline;

namespace Yingke.Domain.Tests.Hotline;

/// <summary>Rows made up after what the exchanges write: no header, several legs of one call.</summary>
public sealed class CdrFileTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void The_legs_of_one_linkedid_are_one_call_answered_if_a_Dial_leg_is()
    {
        var file = Read(
            Master("Dial", "SIP/801-01", "SIP/801,15", "10:00:05", "10:00:12", "10:01:00", "ANSWERED", "100.1"),
            Master("Hangup", "", "", "10:00:00", "10:00:00", "10:00:00", "ANSWERED", "100.1"),
            Master("Hangup", "", "", "10:02:00", "10:02:00", "10:02:27", "ANSWERED", "100.5"),
            Master("Dial", "SIP/802-02", "SIP/802,15", "10:03:00", "", "10:03:15", "NO ANSWER", "100.7"));
        (file.Format, file.Rows, file.Bad.Count).ShouldBe((CdrFormat.AsteriskMaster, 4, 0));
        var calls = file.Calls.Select(Heard).ToList();
        calls.Select(c => c.State).ShouldBe([CallState.Answered, CallState.Missed, CallState.Missed]);
        (calls[0].QueuedAt, calls[0].RingingAt, calls[0].AnsweredAt, calls[0].EndedAt, calls[0].Phone).ShouldBe((At("10:00:00"), At("10:00:05"), At("10:00:12"), At("10:01:00"), "13800000018"));
        (calls[1].QueuedAt, calls[1].RingingAt).ShouldBe((At("10:02:00"), At("10:02:00")), "without ring times queued = ringing = start");
        calls[0].Heard.Where(e => e.Kind == CallEventKind.Ringing).Select(e => e.Extension).ShouldBe(["801"]);
    }

    [Fact]
    public void A_delayed_group_over_local_channels_is_answered_at_the_telephone_after_its_first_ring()
    {
        var file = Read(
            Master("Dial", "Local/ch1@Delay-03;1", "Local/ch1@Delay&Local/ch2@Delay,40", "10:00:00", "10:00:06", "10:00:06", "ANSWERED", "7.1"),
            Master("Dial", "SIP/801-0c", "SIP/801,15", "10:00:00", "10:00:06", "10:00:06", "ANSWERED", "7.1"),
            Master("Dial", "SIP/pbx2-0d", "SIP/154@pbx2,30", "10:00:00", "", "10:00:06", "NO ANSWER", "7.1"),
            Master("Dial", "SIP/801-0c", "Local/ch1@Delay&Local/ch2@Delay,40", "10:00:06", "10:00:06", "10:00:23", "ANSWERED", "7.1"));
        var events = file.Calls.Single().Events;
        events.Where(e => e.Kind == CallEventKind.Ringing).Select(e => (e.Extension, e.At)).ShouldBe([("ch1", At("10:00:00")), ("801", At("10:00:00")), ("154", At("10:00:00"))], ignoreOrder: true);
        var call = Heard(file.Calls.Single());
        (call.RingingAt, call.AnsweredAt, call.EndedAt, call.AgentId).ShouldBe((At("10:00:00"), At("10:00:06"), At("10:00:23"), Tong));
    }

    [Fact]
    public void Custom_columns_without_linkedid_go_by_their_uniqueid()
    {
        string[] Row(string answer, string disposition, string id) =>
            ["\"\" <13800000018>", "13800000018", "6789", "default", "PJSIP/in-00000002", "PJSIP/801-00000003", "Dial", "PJSIP/801", "2026-03-02 10:00:00", answer, "2026-03-02 10:00:40", "40", "20", disposition, "DOCUMENTATION", "", id, "", "2"];
        var file = Read(Row("2026-03-02 10:00:18", "ANSWERED", "5.2"), Row("", "NO ANSWER", "5.5"));
        file.Format.ShouldBe(CdrFormat.AsteriskCustom);
        file.Calls.Select(c => Heard(c).State).ShouldBe([CallState.Answered, CallState.Missed]);
    }

    [Fact]
    public void FreeSwitch_goes_by_uuid_and_may_have_been_through_a_spreadsheet()
    {
        string[] Row(string start, string answer, string end, string id, string number = "13800000018") => ["", number, "801", "default", start, answer, end, "32", "20", "NORMAL_CLEARING", id, "", "1004", "PCMU", "PCMU"];
        var file = Read(
            Row("2026-03-02 10:00:00", "2026-03-02 10:00:12", "2026-03-02 10:00:32", "u1"), Row("2026/3/2 10:05", "", "2026/3/2 10:06", "u2"), Row("2026/3/2 10:07", "2026/3/2 10:07", "2026/3/2 10:08", "u3"),
            Row("2026/3/2 10:07", "2026/3/2 10:07", "2026/3/2 10:09", "u3"), Row("2026-03-02 10:00:00", "", "2026-03-02 10:00:32", "u4", "1.38E+10"));
        file.Format.ShouldBe(CdrFormat.FreeSwitch);
        var calls = file.Calls.Select(Heard).ToList();
        calls.Select(c => (c.State, c.AgentId)).ShouldBe([(CallState.Answered, Tong), (CallState.Missed, Tong), (CallState.Answered, Tong)]);
        (calls[0].QueuedAt, calls[0].RingingAt, calls[2].EndedAt).ShouldBe((At("10:00:00"), At("10:00:00"), At("10:09:00")));
        file.Bad.ShouldBe([new(5, "phone", "damaged_number")]);
    }

    [Fact]
    public void Bad_rows_are_named_and_the_others_read()
    {
        var file = Read(
            Master("Dial", "SIP/801-01", "SIP/801", "10:00:05", "10:00:12", "10:01:00", "ANSWERED", "1.1"), ["one", "two"], Master("Dial", "SIP/801-01", "SIP/801", "soon", "", "10:01:00", "NO ANSWER", "1.2"),
            Master("Dial", "SIP/801-01", "SIP/801", "10:02:00", "", "10:01:00", "NO ANSWER", "1.3"), Master("Dial", "SIP/801-01", "SIP/801", "10:00:05", "", "10:01:00", "NO ANSWER", " "),
            Master("Dial", "SIP/801-01", "SIP/801", "10:00:05", "09:00:00", "10:01:00", "ANSWERED", "1.4"));
        file.Count.ShouldBe(1);
        file.Bad.ShouldBe([new(2, "columns", "wrong_count"), new(3, "start", "invalid_time"), new(4, "end", "out_of_order"), new(5, "id", "invalid_id"), new(6, "end", "out_of_order")]);
        CdrFile.Read([["a", "b"]], Shanghai, 10).Format.ShouldBeNull();
        CdrFile.Read(Enumerable.Repeat(Master("Hangup", "", "", "10:00:00", "", "10:00:01", "ANSWERED", "1.1"), 12), Shanghai, 10).Rows.ShouldBe(11);
    }

    /// <summary>Records of a real exchange, where somebody has them: YINGKE_CDR names the folder. They are nobody's to pass on.</summary>
    [Fact]
    public void The_records_of_a_real_exchange_count_as_expected()
    {
        var folder = Environment.GetEnvironmentVariable("YINGKE_CDR") ?? "";
        Assert.SkipUnless(folder.Length > 0, "YINGKE_CDR names no folder");
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "asterisk_master_expected.json")));
        int Number(string name) => expected.RootElement.GetProperty(name).GetInt32();
        var file = CdrFile.Read(File.ReadLines(Path.Combine(folder, "asterisk_master_21col.csv")).Select(Cells), Shanghai, 1000);
        (file.Rows, file.Bad.Count, file.Count).ShouldBe((Number("rows"), 0, Number("calls")));
        file.Calls.Count(c => Heard(c).State == CallState.Answered).ShouldBe(Number("answered"));
        CdrFile.Read(File.ReadLines(Path.Combine(folder, "asterisk_cdr_custom_19col.csv")).Select(Cells), Shanghai, 1000).Calls.Select(c => Heard(c).State)
            .ShouldBe([CallState.Answered, CallState.Missed, CallState.Answered]);
        var free = CdrFile.Read(File.ReadLines(Path.Combine(folder, "freeswitch_cdr_csv_15col.csv")).Select(Cells), Shanghai, 1000);
        (free.Rows, free.Bad.Count, free.Count, free.Calls.Count(c => Heard(c).State == CallState.Answered)).ShouldBe((10, 0, 8, 7));
    }

    private static readonly Guid Tong = Guid.Parse("00000000-0000-7000-8000-000000000801");

    private static CdrFile Read(params string[][] rows) => CdrFile.Read(rows, Shanghai, 1000);

    /// <summary>As the program takes it: with the agent who has the extension.</summary>
    private static Call Heard(CdrCall read)
    {
        var call = Call.Meet(Guid.Empty, read.Id, CallSource.Cdr, At("12:00:00"));
        foreach (var report in read.Events)
            call.Hear(report.Extension == "801" ? report with { AgentId = Tong } : report, At("12:00:00"));
        return call;
    }

    private static DateTimeOffset At(string time) => new(DateTime.Parse("2026-03-02 " + time, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

    private static string[] Master(string application, string channel, string arguments, string start, string answer, string end, string disposition, string linkedId)
    {
        string On(string time) => time.Length == 8 ? "2026-03-02 " + time : time;
        return ["", "13800000018", "400001", "from-pstn", "\"13800000018\" <13800000018>", "SIP/400001-00000000", channel, application, arguments, On(start), On(answer), On(end), "27", "27", disposition, "DOCUMENTATION", linkedId + ".1", "", "", linkedId, "0"];
    }

    /// <summary>Enough of CSV for these files: quotes doubled inside quotes.</summary>
    private static string[] Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[i++]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                Flush();
            else
                cell.Append(line[i]);
        }
        Flush();
        return [.. cells];

        void Flush()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
