using Yingke.Domain.Conversations;

namespace Yingke.Domain.Robot;

/// <summary>What the person who takes over reads first: what the buyer asked, what the robot answered, which order it was about. (spec: campaigns.md, Robot)</summary>
public static class HandOverSummary
{
    private const int MostQuestions = 10;
    private const int LongestQuestion = 60;
    private const int LongestAnswer = 40;

    /// <param name="log">The conversation's, in the order of its seqs.</param>
    /// <param name="left">Why it is handed over.</param>
    /// <param name="orderNumber">Of the card with which the buyer came in, if there was one.</param>
    public static string Of(IReadOnlyList<Entry> log, RobotLeft left, string? orderNumber = null)
    {
        var answers = log.Where(e => e.Details?.Robot is { Step: RobotStep.Answered, Asked: not null }).GroupBy(e => e.Details!.Robot!.Asked!.Value).ToDictionary(g => g.Key, g => g.First());
        var asked = log.Where(e => e is { IsMessage: true, From: Sender.Buyer } && !PersonWish.IsMeant(e.Text)
            && (!answers.TryGetValue(e.Seq, out var answer) || answer.Details!.Robot!.Outcome != RobotOutcome.Courtesy)).ToList();
        var order = answers.Values.OrderBy(e => e.Seq).LastOrDefault(e => e.Details!.Robot!.OrderNumber is not null)?.Details!.Robot!.OrderNumber ?? orderNumber;
        var lines = new List<string> { "机器人接待小结" };
        if (asked.Count == 0)
            lines.Add("顾客没有提问，直接找人工。");
        if (asked.Count > MostQuestions)
            lines.Add($"共 {asked.Count} 个问题，下面是最近 {MostQuestions} 个。");
        lines.AddRange(asked.TakeLast(MostQuestions).Select((e, i) => $"{i + 1}. {Short(What(e), LongestQuestion)} → {Done(answers.GetValueOrDefault(e.Seq))}"));
        if (order is not null)
            lines.Add($"涉及订单：{order}");
        lines.Add("转人工：" + left switch
        {
            RobotLeft.Asked => "顾客要求",
            RobotLeft.Unanswered => "机器人没答上，顾客没有再说话",
            RobotLeft.Silent => "机器人没有及时回复",
            _ => "由同事接手",
        });
        return string.Join('\n', lines);
    }

    private static string What(Entry asked) => asked.Text ?? asked.Details?.Product?.Title ?? (asked.Kind == EntryKind.Image ? "[图片]" : "[文件]");

    private static string Done(Entry? answer) => answer?.Details?.Robot switch
    {
        null => "没有回答",
        { Outcome: RobotOutcome.Offered } => "没有把握，给了相近的问题",
        { Outcome: RobotOutcome.Nothing } => "没有答案",
        _ => Short(answer.Text ?? "", LongestAnswer),
    };

    /// <summary>In one line, never half a surrogate pair.</summary>
    private static string Short(string text, int most)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)] + "…";
    }
}
