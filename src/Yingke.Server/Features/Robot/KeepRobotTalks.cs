using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Robot;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Robot;

/// <summary>Rows for the report, from the facts: once each, however often a fact is told.</summary>
internal sealed class KeepRobotTalks(Db db)
{
    public static readonly string[] Facts = ["robot.met", "robot.left", AnswerBuyer.Answered, "conversation.assigned", "conversation.closed"];

    private sealed record LeftFact(RobotLeft Left);

    public async Task React(Fact fact, CancellationToken cancel)
    {
        if (fact.Type == AnswerBuyer.Answered)
        {
            Keep(fact, JsonSerializer.Deserialize<AnswerBuyer.Details>(fact.Details!, Stored.Json)!);
            return;
        }
        if (fact.Type == "robot.met")
        {
            db.Add(new RobotPartRow { ShopId = fact.ShopId, ConversationId = fact.SubjectId, MetAt = fact.At });
            await db.SaveChangesAsync(cancel);
            return;
        }
        var part = await db.Set<RobotPartRow>().AsTracking().SingleOrDefaultAsync(p => p.ShopId == fact.ShopId && p.ConversationId == fact.SubjectId && p.EndedAt == null, cancel);
        if (part is null)
            return;
        part.EndedAt = fact.At;
        part.Left = fact.Type switch
        {
            "robot.left" => JsonSerializer.Deserialize<LeftFact>(fact.Details!, Stored.Json)!.Left,
            // A supervisor took it without anybody's asking.
            "conversation.assigned" => RobotLeft.Taken,
            _ => null,
        };
        await db.SaveChangesAsync(cancel);
    }

    private void Keep(Fact fact, AnswerBuyer.Details told) => db.Add(new RobotAnswer
    {
        ShopId = fact.ShopId, ConversationId = fact.SubjectId, Asked = told.Asked, Seq = told.Seq, At = fact.At, Question = told.Question, Outcome = told.Outcome, Skill = told.Skill,
        EntryId = told.EntryId, Confidence = told.Confidence,
    });
}
