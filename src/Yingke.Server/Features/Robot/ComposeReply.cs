using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Robot;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Knowledge;
using Yingke.Server.Features.Robot.Model;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Robot;

/// <summary>What the robot says, and what the log keeps of why.</summary>
internal sealed record RobotReply(string Text, RobotPart Part);

/// <summary>The answer to one message: a courtesy, a skill about the buyer's own affairs, the knowledge base, or the nearest questions (spec: campaigns.md, Robot).</summary>
internal sealed class ComposeReply(KnowledgeBase knowledge, SkillAnswers skills, AskModel model, TimeProvider time)
{
    private const int Looked = 4;

    public async Task<RobotReply> To(Shop shop, Conversation conversation, Entry asked, bool english, CancellationToken cancel)
    {
        var words = RobotWords.In(english);
        if (asked.Details?.Product is { } product)
            return Say(RobotOutcome.Courtesy, words.AboutProduct(product.Title));
        if (asked.Text is not { Length: > 0 } text)
            return Say(RobotOutcome.Nothing, words.CannotSee);
        if (RobotSkills.IsCourtesy(text))
            return Say(RobotOutcome.Courtesy, words.Courtesy);
        var skill = RobotSkills.Of(text);
        if (skill is { } known && await skills.Of(known, shop, conversation, text, english, cancel) is { } found)
            return new(found.Text, new(RobotStep.Answered) { Outcome = RobotOutcome.Skill, Skill = known, OrderNumber = found.OrderNumber });
        var matches = await Matches(shop, text, cancel);
        var decision = RobotDecision.Of(matches, shop.Settings.Robot.Confidence);
        if (decision.Answer is { } answer)
            return await model.Word(shop.Id, text, answer, cancel) is { } worded ? Known(answer, worded, RobotModelPart.Worded) : Known(answer, answer.Answer);
        // The skill was meant, but there is nothing of the buyer's to tell of: that is the answer.
        if (skill is { } meant)
            return new(words.NothingOfYours(meant), new(RobotStep.Answered) { Outcome = RobotOutcome.Skill, Skill = meant });
        if (await model.Choose(shop.Id, text, [.. RobotDecision.Near(matches)], cancel) is { } chosen)
            return Known(chosen, chosen.Answer, RobotModelPart.Chose);
        return decision.Nearest.Count == 0
            ? Say(RobotOutcome.Nothing, words.NoAnswer)
            : new(shop.Settings.Robot.Unsure, new(RobotStep.Answered) { Outcome = RobotOutcome.Offered, Suggestions = decision.Nearest });
    }

    private async Task<List<RobotMatch>> Matches(Shop shop, string text, CancellationToken cancel)
    {
        var edition = await knowledge.Of(shop.Id, cancel);
        return [.. edition.Find(text, LocalDay.Of(time.Now(), shop.Zone), Looked).Select(m => new RobotMatch(m.Entry.Id, m.Entry.Content.Question, m.Entry.Content.Answer, m.Confidence))];
    }

    private static RobotReply Known(RobotMatch match, string text, RobotModelPart? model = null) =>
        new(text, new(RobotStep.Answered) { Outcome = RobotOutcome.Answered, EntryId = match.EntryId, Confidence = Percent(match.Confidence), Model = model });

    private static RobotReply Say(RobotOutcome outcome, string text) => new(text, new(RobotStep.Answered) { Outcome = outcome });

    private static int Percent(double confidence) => (int)Math.Round(confidence * 100, MidpointRounding.AwayFromZero);
}
