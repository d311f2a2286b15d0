using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Knowledge;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Knowledge;

/// <summary>Takes down what neither robot nor search could answer: the same words once, counted.</summary>
internal sealed class Unanswered(Db db, TimeProvider time)
{
    private const int Tries = 10;

    /// <summary>A shop's list does not grow without end: beyond it, only what is known already is counted.</summary>
    private const int Most = 20_000;

    public async Task Note(Guid shopId, string text, UnansweredFrom from, CancellationToken cancel)
    {
        if (UnansweredQuestion.PlainOf(text) is not { } plain)
            return;
        for (var i = 1; ; i++)
        {
            try
            {
                await db.InTransaction(async () =>
                {
                    var now = time.Now();
                    var question = await db.Set<UnansweredQuestion>().AsTracking().SingleOrDefaultAsync(q => q.ShopId == shopId && q.Plain == plain, cancel);
                    if (question is null)
                    {
                        if (await db.Set<UnansweredQuestion>().CountAsync(q => q.ShopId == shopId, cancel) >= Most)
                            return;
                        db.Add(question = UnansweredQuestion.Meet(shopId, plain, now));
                    }
                    question.Ask(text, from, now);
                }, cancel);
                return;
            }
            catch (DbUpdateException twice) when (i < Tries && (twice is DbUpdateConcurrencyException || db.Dialect.UniqueViolation(twice) is not null))
            {
                // Somebody else asked the same at this moment: the next look finds it.
                db.ChangeTracker.Clear();
            }
        }
    }
}
