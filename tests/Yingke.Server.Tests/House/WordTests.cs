using System.Text.Json;
using Yingke.Domain.Alerts;
using Yingke.Domain.Campaigns;
using Yingke.Domain.Duties;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Campaigns;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Tests.House;

/// <summary>What a browser's notice and a group's robot say of an alert is what the pages say of it: two lists of names that must not drift apart.</summary>
public sealed class WordTests
{
    [Fact]
    public void Alerts_measures_clocks_and_duties_have_one_name_in_both_languages()
    {
        // Of a threshold the figure's name is told, never its kind's.
        Enum.GetValues<AlertKind>().Except([AlertKind.Threshold]).Except(AlertWords.Kinds.Keys).ShouldBeEmpty();
        Enum.GetValues<AlertMeasure>().Except(AlertWords.Measures.Keys).ShouldBeEmpty();
        Enum.GetValues<Duty>().Select(EnumConverters.Text).Except(AlertWords.DutyNames.Keys).ShouldBeEmpty();
        // Everywhere somebody can be moved, from where they can come back, and for whatever reason.
        LendingSide[] sides = [LendingSide.Presale, LendingSide.Aftersale];
        var moves = from phase in Enum.GetValues<StaffingPhase>() from side in phase == StaffingPhase.Overload ? [LendingSide.Aftersale, LendingSide.Warehouse] : sides select $"staffing_moved_{EnumConverters.Text(phase)}_{EnumConverters.Text(side)}";
        var back = from phase in Enum.GetValues<StaffingPhase>().Select(EnumConverters.Text).Append("hand") from side in phase == "overload" ? [LendingSide.Presale] : sides select $"staffing_undone_{phase}_{EnumConverters.Text(side)}";
        moves.Concat(back).ShouldBe(AlertWords.Moves.Keys, ignoreOrder: true);
        var ours = AlertWords.Kinds.Where(k => k.Key != AlertKind.Threshold).Select(k => (File: "conversations", Key: "alert_" + EnumConverters.Text(k.Key), Words: k.Value))
            .Concat(AlertWords.Measures.Select(m => (File: "alerts", Key: "measure_" + EnumConverters.Text(m.Key), Words: m.Value)))
            .Concat(AlertWords.Clocks.Select(c => (File: "alerts", Key: "clock_" + c.Key, Words: c.Value)))
            .Concat(AlertWords.Moves.Select(m => (File: "alerts", m.Key, Words: m.Value)))
            .Concat(AlertWords.DutyNames.Select(d => (File: "duties", Key: "duty_" + d.Key, Words: d.Value))).ToList();
        ours.Count.ShouldBeGreaterThan(40);
        var (chinese, english) = (Pages("zh-CN"), Pages("en-US"));
        ours.Where(o => chinese(o.File, o.Key) != o.Words.Chinese || english(o.File, o.Key) != o.Words.English).Select(o => $"{o.Key}: {o.Words} | {chinese(o.File, o.Key)}, {english(o.File, o.Key)}").ShouldBeEmpty();
    }

    private static Func<string, string, string?> Pages(string language) => (file, key) =>
    {
        using var texts = JsonDocument.Parse(File.ReadAllText(Path.Combine(Tree.Root, "src/Yingke.Web/src/locales", language, file + ".json")));
        return texts.RootElement.TryGetProperty(key, out var text) ? text.GetString() : null;
    };
}
