using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Robot;

/// <summary>有用, 没用: the buyer's word on an answer of the robot, which they may change.</summary>
internal sealed class RateAnswer(Db db, BlockedBuyers blocked, TimeProvider time)
{
    public sealed record UsefulnessRequest(long Seq, bool? Useful);

    public sealed record UsefulnessView(long Seq, bool Useful);

    public async Task<IReadOnlyList<UsefulnessView>> Given(HttpContext http, Guid id, CancellationToken cancel)
    {
        await MustOwn(http.Visitor()!, id, cancel);
        var shopId = http.Visitor()!.ShopId;
        return await db.Set<RobotRating>().Where(r => r.ShopId == shopId && r.ConversationId == id).OrderBy(r => r.Seq).Select(r => new UsefulnessView(r.Seq, r.Useful)).ToListAsync(cancel);
    }

    public async Task Rate(HttpContext http, Guid id, UsefulnessRequest request, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        var seq = request.Seq;
        var useful = request.Useful ?? throw Refusal.Invalid("useful");
        await MustOwn(visitor, id, cancel);
        await blocked.Refuse(visitor.ShopId, visitor.BuyerId, cancel);
        var entry = await db.Set<Entry>().SingleOrDefaultAsync(e => e.ShopId == visitor.ShopId && e.ConversationId == id && e.Seq == seq && e.From == Sender.Robot, cancel) ?? throw Refusal.NotFound();
        if (entry.Details?.Robot is not { IsHit: true })
            throw Refusal.Conflict("no_answer");
        await db.InTransaction(async () =>
        {
            // Two clicks at once: whoever holds the conversation's row is first.
            await db.HoldConversations(visitor.ShopId, [id]);
            var rating = await db.Set<RobotRating>().AsTracking().SingleOrDefaultAsync(r => r.ShopId == visitor.ShopId && r.ConversationId == id && r.Seq == seq, cancel);
            if (rating is null)
                db.Add(rating = new RobotRating { ShopId = visitor.ShopId, ConversationId = id, Seq = seq });
            (rating.Useful, rating.At) = (useful, time.Now());
        }, cancel);
    }

    private async Task MustOwn(CurrentVisitor visitor, Guid id, CancellationToken cancel)
    {
        if (!await db.Set<Conversation>().AnyAsync(c => c.ShopId == visitor.ShopId && c.Id == id && c.BuyerId == visitor.BuyerId, cancel))
            throw Refusal.NotFound();
    }
}
