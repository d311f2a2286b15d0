using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.AfterSales.Payments;

/// <summary>How the sandbox behaves. In every mode it keeps its own books and pays one number once.</summary>
internal enum SandboxMode
{
    /// <summary>Pays and answers.</summary>
    Normal,

    /// <summary>Pays, and answers after the delay.</summary>
    Slow,

    /// <summary>Refuses for good.</summary>
    Refuse,

    /// <summary>Fails before it took anything in.</summary>
    Error,

    /// <summary>Fails once per refund before it took anything in, then pays.</summary>
    ErrorOnce,

    /// <summary>Pays, and the answer is lost.</summary>
    LostAnswer,

    /// <summary>Takes the refund in, answers nothing, and pays half a minute later.</summary>
    LateAnswer,

    /// <summary>Pays, and reports before it answers.</summary>
    ReportFirst,

    /// <summary>Pays, reports five times, answers, and the caller hears it twice.</summary>
    ReportOften,
}

internal enum SandboxState { TurnedAway, Processing, Paid, Refused }

/// <summary>A line of the gateway's own books: it survives whatever happens to us.</summary>
internal sealed class SandboxRefund
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; }
    public required string OrderNumber { get; init; }
    public long Fen { get; init; }
    public SandboxState State { get; set; }
    public int Calls { get; set; }
    public int Asks { get; set; }
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? PaidAt { get; set; }
}

internal sealed class SandboxAccount
{
    public Guid ShopId { get; init; }
    public SandboxMode Mode { get; set; }
    public int DelayMs { get; set; }
}

/// <summary>The built-in gateway: moves no money, but keeps books in transactions of its own and can misbehave in every way that real ones do.</summary>
internal sealed class SandboxGateway(IServiceScopeFactory scopes, TimeProvider time) : PaymentGateway
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    public override async Task<PaymentAnswer> Refund(Payment payment, CancellationToken cancel)
    {
        var account = await Account(payment.ShopId);
        if (account.Mode == SandboxMode.Error)
            throw new HttpRequestException("The gateway answered 500.");
        var (line, isNew) = await TakeIn(payment, account.Mode);
        switch (account.Mode)
        {
            case SandboxMode.Slow:
                await Task.Delay(account.DelayMs, cancel);
                break;
            case SandboxMode.ErrorOnce when isNew:
                throw new HttpRequestException("The gateway answered 500.");
            case SandboxMode.LostAnswer or SandboxMode.LateAnswer when isNew:
                throw new TimeoutException("The gateway's answer was lost.");
            case SandboxMode.ReportFirst:
                await Report(line, 1);
                break;
            case SandboxMode.ReportOften:
                await Report(line, 5);
                break;
        }
        return Answer(line);
    }

    public override async Task<PaymentAnswer> Ask(Guid shopId, Guid refundId, CancellationToken cancel)
    {
        if ((await Account(shopId)).Mode == SandboxMode.Error)
            throw new HttpRequestException("The gateway answered 500.");
        return await Write(async db =>
        {
            var line = await db.Set<SandboxRefund>().AsTracking().SingleOrDefaultAsync(r => r.ShopId == shopId && r.Id == refundId);
            if (line is null)
                return new PaymentAnswer(PaymentState.NotKnown);
            line.Asks++;
            if (line.State == SandboxState.Processing && time.Now() >= line.MadeAt + Late)
                (line.State, line.PaidAt) = (SandboxState.Paid, time.Now());
            return Answer(line);
        });
    }

    private async Task<(SandboxRefund Line, bool IsNew)> TakeIn(Payment payment, SandboxMode mode)
    {
        try
        {
            return await Write(async db =>
            {
                var now = time.Now();
                var line = await db.Set<SandboxRefund>().AsTracking().SingleOrDefaultAsync(r => r.ShopId == payment.ShopId && r.Id == payment.RefundId);
                var isNew = line is null;
                if (line is null)
                    db.Add(line = new SandboxRefund { ShopId = payment.ShopId, Id = payment.RefundId, OrderNumber = payment.OrderNumber, Fen = payment.Fen, MadeAt = now });
                line.Calls++;
                if (line.State == SandboxState.TurnedAway && !(isNew && mode == SandboxMode.ErrorOnce))
                    line.State = mode switch { SandboxMode.Refuse => SandboxState.Refused, SandboxMode.LateAnswer => SandboxState.Processing, _ => SandboxState.Paid };
                if (line.State == SandboxState.Paid)
                    line.PaidAt ??= now;
                return (line, isNew);
            });
        }
        catch (DbUpdateException)
        {
            // The same number twice at once: the gateway's own key lets one in.
            return await Write(async db => (await db.Set<SandboxRefund>().SingleAsync(r => r.ShopId == payment.ShopId && r.Id == payment.RefundId), false));
        }
    }

    private static PaymentAnswer Answer(SandboxRefund line) => line.State switch
    {
        SandboxState.Paid => new(PaymentState.Paid, "SBX" + line.Id.ToString("N")[^12..].ToUpperInvariant()),
        SandboxState.Refused => new(PaymentState.Refused, null, "账户余额不足"),
        SandboxState.Processing => new(PaymentState.Processing),
        _ => new(PaymentState.NotKnown),
    };

    private async Task Report(SandboxRefund line, int times)
    {
        await using var scope = scopes.CreateAsyncScope();
        var reports = scope.ServiceProvider.GetRequiredService<PaymentReports>();
        var publicKey = await scope.ServiceProvider.GetRequiredService<Db>().Set<Shop>().Where(s => s.Id == line.ShopId).Select(s => s.PublicKey).SingleAsync();
        var answer = Answer(line);
        var body = JsonSerializer.SerializeToUtf8Bytes(new PaymentReport(line.Id, answer.State, answer.Reference, answer.Reason), Stored.Json);
        var signature = PaymentReports.Sign(await reports.Secret(line.ShopId, CancellationToken.None), publicKey, body);
        for (var i = 0; i < times; i++)
            await reports.Take(publicKey, body, signature, CancellationToken.None);
    }

    private async Task<SandboxAccount> Account(Guid shopId)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Db>().Set<SandboxAccount>().SingleOrDefaultAsync(a => a.ShopId == shopId) ?? new();
    }

    private async Task<T> Write<T>(Func<Db, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        return await db.InTransaction(() => work(db), CancellationToken.None);
    }
}
