using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Knowledge;
using Yingke.Domain.Robot;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Knowledge;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Storage.Log;

namespace Yingke.Server.Features.Robot;

/// <summary>
/// Answers what buyers say to the robot, on the node that stored their message, as soon as it is stored. A node that fails in between is made up for by
/// <see cref="AnswerBuyer.CatchUp"/>; two that answer the same meet in the log, where the client id is made of the buyer's message.
/// </summary>
internal sealed class AnswerBuyers : BackgroundService
{
    private const int AtOnce = 4;

    private readonly System.Threading.Channels.Channel<LogMoved> asked = System.Threading.Channels.Channel.CreateUnbounded<LogMoved>();
    private readonly IServiceScopeFactory scopes;
    private readonly ILogger<AnswerBuyers> log;

    public AnswerBuyers(IServiceScopeFactory scopes, Signals signals, ILogger<AnswerBuyers> log)
    {
        (this.scopes, this.log) = (scopes, log);
        signals.Subscribe<LogMoved>(moved =>
        {
            if (moved.AsksRobot)
                asked.Writer.TryWrite(moved);
            return Task.CompletedTask;
        });
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Work(stoppingToken)));

    private async Task Work(CancellationToken cancel)
    {
        await foreach (var moved in asked.Reader.ReadAllAsync(cancel))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<AnswerBuyer>().Handle(moved.ShopId, moved.ConversationId, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                log.LogWarning(failure, "The robot could not answer; it is tried again");
            }
        }
    }
}

/// <summary>One answer to each message of a buyer that has none yet.</summary>
internal sealed class AnswerBuyer(Db db, MessageLog log, ShopDirectory shops, ComposeReply compose, LeaveRobot leave, Unanswered unanswered, Pump pump, TimeProvider time, ILogger<AnswerBuyer> failures)
{
    /// <summary>Written in the name of every shop's robot.</summary>
    public static readonly Guid RobotId = new("00000000-0000-4000-8000-726f626f7400");

    public const string Answered = "robot.answered";

    private const int LogRead = 200;

    /// <summary>Later than the node that stored the message needs.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>What <see cref="Answered"/> tells.</summary>
    public sealed record Details(long Asked, long Seq, string Question, RobotOutcome Outcome, RobotSkill? Skill, Guid? EntryId, int? Confidence);

    /// <summary>Those whose message was stored a while ago and not answered: the node that stored it is gone, or failed.</summary>
    public async Task CatchUp(CancellationToken cancel)
    {
        var before = time.Now() - Grace;
        var waiting = await db.Set<Conversation>().Where(c => c.State == ConversationState.Robot && c.WaitingSince <= before).Select(c => new { c.ShopId, c.Id }).ToListAsync(cancel);
        foreach (var conversation in waiting)
        {
            try
            {
                await Handle(conversation.ShopId, conversation.Id, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // One that fails every time keeps no other waiting: it is handed over when its patience is over.
                failures.LogWarning(failure, "The robot could not answer; it is tried again");
                db.ChangeTracker.Clear();
            }
        }
    }

    public async Task Handle(Guid shopId, Guid id, CancellationToken cancel)
    {
        var conversation = await db.Set<Conversation>().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == id, cancel);
        if (conversation is not { State: ConversationState.Robot })
            return;
        var shop = await shops.Shop(shopId, cancel);
        var english = await db.Set<Buyer>().AnyAsync(b => b.ShopId == shopId && b.Id == conversation.BuyerId && b.Language == "en-US", cancel);
        var entries = await db.ReadLog(shopId, id, null, null, LogRead, cancel);
        var done = entries.Select(e => e.Details?.Robot?.Asked).OfType<long>().ToHashSet();
        foreach (var asked in entries.Where(e => e is { IsMessage: true, From: Sender.Buyer } && !done.Contains(e.Seq)))
        {
            if (PersonWish.IsMeant(asked.Text))
            {
                await leave.Heard(shopId, id, cancel);
                return;
            }
            if (!await Answer(shop, conversation, asked, await compose.To(shop, conversation, asked, english, cancel), cancel))
                return;
        }
    }

    /// <summary>False where the robot no longer serves.</summary>
    private async Task<bool> Answer(Shop shop, Conversation conversation, Entry asked, RobotReply reply, CancellationToken cancel)
    {
        var part = reply.Part with { Asked = asked.Seq };
        var appended = await log.Append(new Append(shop.Id, conversation.Id, Sender.Robot, RobotId, EntryKind.Text, $"robot:{asked.Seq}", reply.Text, new EntryDetails { Robot = part })
        {
            Records = entry => new Fact
            {
                ShopId = shop.Id, Type = Answered, At = entry.At, SubjectId = conversation.Id,
                Details = JsonSerializer.Serialize(new Details(asked.Seq, entry.Seq, asked.Text ?? "", part.Outcome!.Value, part.Skill, part.EntryId, part.Confidence), Stored.Json),
            },
        }, cancel);
        if (appended.Entry is null)
            // Answered otherwise by another node, which is as good; or a person was asked for.
            return appended.Refusal == "client_id_conflict";
        pump.Wake();
        if (!appended.IsRetry && part.Outcome is RobotOutcome.Offered or RobotOutcome.Nothing && asked.Text is { } words)
            await unanswered.Note(shop.Id, words, UnansweredFrom.Robot, cancel);
        return true;
    }
}
